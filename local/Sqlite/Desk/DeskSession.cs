using Microsoft.Data.Sqlite;
using OrderRelay.Core.Pipeline;

namespace OrderRelay.Local.Sqlite;

/// <summary>The desk's writer, on the committer's thread alone.</summary>
internal sealed class DeskSession(SqliteConnection connection) : IWriteSession
{
    private readonly Statement _insert = new(connection, """
        INSERT INTO letters(id, status, reason, provider, order_id, dead_at, letter, body) VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
        ON CONFLICT(id) DO NOTHING
        """);

    private readonly Statement _update = new(connection,
        "UPDATE letters SET status = ?3, letter = ?4 WHERE id = ?1 AND status = ?2");

    private readonly Statement _ofOrder = new(connection, "SELECT letter FROM letters WHERE provider = ?1 AND order_id = ?2");

    private readonly Statement _erase = new(connection, "UPDATE letters SET letter = ?2, body = NULL WHERE id = ?1");

    private bool _truncate;

    public void GroupBegins() => _truncate = false;

    public void GroupEnds()
    {
    }

    public void GroupCommitted()
    {
    }

    public bool TakeTruncate()
    {
        var wanted = _truncate;
        _truncate = false;
        return wanted;
    }

    public void Add(DeadLetter letter, byte[] json)
    {
        var insert = _insert.Bind(1, letter.Id).Bind(2, (long)letter.Status).Bind(3, (long)letter.Reason).Bind(4, letter.Provider)
            .Bind(5, letter.OrderId).Bind(6, letter.DeadAt.UtcTicks).Bind(7, json);
        _ = (letter.Body is { } body ? insert.Bind(8, body.Span) : insert.BindNull(8)).Run();
    }

    public bool Mark(string id, DeadLetterStatus expected, DeadLetterStatus status, byte[] json)
        => _update.Bind(1, id).Bind(2, (long)expected).Bind(3, (long)status).Bind(4, json).Run() > 0;

    public void Erase(string provider, string orderId, DateTimeOffset at)
    {
        List<DeadLetter> letters = [];
        _ = _ofOrder.Bind(1, provider).Bind(2, orderId);
        while (_ofOrder.Step())
        {
            letters.Add(DeadLetterJson.Read(_ofOrder.Blob(0)));
        }

        foreach (var letter in letters)
        {
            _ = _erase.Bind(1, letter.Id).Bind(2, DeadLetterJson.Write(letter with { ErasedAt = letter.ErasedAt ?? at })).Run();
        }

        _truncate |= letters.Count > 0;
    }

    public void Dispose()
    {
        _insert.Dispose();
        _update.Dispose();
        _ofOrder.Dispose();
        _erase.Dispose();
    }
}
