using OrderRelay.Core.Orders;
using OrderRelay.Core.Pipeline;
using OrderRelay.Core.Ports;
using OrderRelay.Local.Sqlite;

namespace OrderRelay.Faults;

/// <summary>The account of a data folder after all the crashes: everything acknowledged is there, once, and adds up.</summary>
internal sealed class Account(Ledger ledger)
{
    private readonly Dictionary<string, int> found = [];

    /// <summary>Reads the folder directly; no process may have it.</summary>
    /// <returns>How many events are there, acknowledged or not.</returns>
    public async Task<int> CheckAsync(string dataFolder)
    {
        using var folder = DataFolder.Open(dataFolder);
        await using (var store = SqliteOrderStore.Open(folder))
        {
            foreach (var order in ledger.Posted.Values.Select(static @event => @event.OrderId).OfType<string>().Distinct())
            {
                await CheckOrderAsync(store, new OrderKey("captain", order));
            }
        }

        await using (var desk = SqliteDeadLetterStore.Open(folder))
        {
            await CheckDeskAsync(desk);
        }

        var lost = ledger.Acknowledged.Keys.Where(id => !found.ContainsKey(id)).ToList();
        Assert.True(lost.Count == 0, $"{lost.Count} of {ledger.Acknowledged.Count} acknowledged events are lost: {string.Join(", ", lost.Take(5))}");
        var twice = found.Where(static pair => pair.Value != 1).Select(static pair => pair.Key).ToList();
        Assert.True(twice.Count == 0, $"{twice.Count} events are there more than once: {string.Join(", ", twice.Take(5))}");
        return found.Count;
    }

    private async Task CheckOrderAsync(SqliteOrderStore store, OrderKey key)
    {
        var rows = await store.ReadEventsAsync(key, default);
        foreach (var row in rows)
        {
            var posted = ledger.Posted[row.Event.Identity.Value];
            Assert.Equal(key.OrderId, posted.OrderId);
            Assert.Equal(posted.Body, row.Raw!.Value.ToArray());
            found[posted.EventId] = found.GetValueOrDefault(posted.EventId) + 1;
        }

        if ((await store.LoadAsync([key], default))[0] is not { } stored)
        {
            Assert.Empty(rows);
            return;
        }

        var folded = OrderProjection.Fold([.. rows.Select(static row => row.Event)]);
        Assert.Equal(OrderJson.Write(folded.State), OrderJson.Write(stored.State));
        Assert.Equal(rows.Count, stored.State.Events);
    }

    private async Task CheckDeskAsync(SqliteDeadLetterStore desk)
    {
        string? cursor = null;
        do
        {
            var page = await desk.ListAsync(new DeadLetterFilter(), cursor, 200, default);
            foreach (var letter in page.Letters)
            {
                CheckLetter(letter);
            }

            cursor = page.Cursor;
        }
        while (cursor is not null);
    }

    /// <summary>Nobody's event stays on the desk; one that was suspected of the kills was replayed and is in its order.</summary>
    private void CheckLetter(DeadLetter letter)
    {
        var belongsHere = ledger.Posted[letter.EventId].OrderId is null;
        Assert.Equal(belongsHere ? DeadLetterReason.Unrecognised : DeadLetterReason.AttemptsExhausted, letter.Reason);
        Assert.Equal(belongsHere ? DeadLetterStatus.Open : DeadLetterStatus.Resolved, letter.Status);
        if (belongsHere)
        {
            found[letter.EventId] = found.GetValueOrDefault(letter.EventId) + 1;
        }
    }
}
