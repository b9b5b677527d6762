using Microsoft.Data.Sqlite;
using OrderRelay.Core.Pipeline;
using OrderRelay.Core.Ports;
using OrderRelay.Core.Retention;

namespace OrderRelay.Local.Sqlite;

/// <summary>The desk's writer, on the committer's thread alone.</summary>
internal sealed class DeskSession(SqliteConnection connection) : IWriteSession
{
    private readonly Statement _insert = new(connection, """
        INSERT INTO letters(id, status, reason, provider, order_id, dead_at, letter, body, fingerprint, replay_job, body_bytes)
        VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)
        ON CONFLICT(id) DO NOTHING
        """);

    private readonly Statement _update = new(connection, """
        UPDATE letters SET status = ?3, letter = ?4, reason = ?5, order_id = ?6, dead_at = ?7, fingerprint = ?8, replay_job = ?9
        WHERE id = ?1 AND status = ?2
        """);

    private readonly Statement _edit = new(connection, """
        UPDATE letters SET letter = ?3, order_id = ?4, fingerprint = ?5, original = coalesce(original, body), body = ?6, body_bytes = ?7
        WHERE id = ?1 AND status = ?2 AND body IS NOT NULL
        """);

    private readonly Statement _ofOrder = new(connection, "SELECT letter FROM letters WHERE provider = ?1 AND order_id = ?2");

    private readonly Statement _erase = new(connection, "UPDATE letters SET letter = ?2, body = NULL, original = NULL, body_bytes = 0 WHERE id = ?1");

    private readonly Statement _expire = new(connection, "DELETE FROM letters WHERE reason = ?1 AND status = 0 AND dead_at < ?2");

    private readonly Statement _held = new(connection,
        "SELECT count(*), coalesce(sum(body_bytes), 0) FROM letters WHERE reason = ?1 AND status = 0");

    private readonly Statement _has = new(connection, "SELECT 1 FROM letters WHERE id = ?1");

    private readonly Statement _status = new(connection, "SELECT 1 FROM letters WHERE id = ?1 AND status = ?2");

    private readonly Statement _delete = new(connection, "DELETE FROM letters WHERE id = ?1");

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
            .Bind(5, letter.OrderId).Bind(6, letter.DeadAt.UtcTicks).Bind(7, json).Bind(9, letter.Fingerprint).Bind(10, letter.ReplayJob)
            .Bind(11, letter.BodyBytes);
        _ = (letter.Body is { } body ? insert.Bind(8, body.Span) : insert.BindNull(8)).Run();
    }

    public bool AddWithin(DeadLetter letter, byte[] json, QuarantineLimits limits)
    {
        _ = _expire.Bind(1, (long)letter.Reason).Bind(2, limits.OlderThan.UtcTicks).Run();
        _ = _held.Bind(1, (long)letter.Reason).Step();
        var (count, bytes) = (_held.Long(0), _held.Long(1));
        _held.Reset();
        if (count >= limits.MaxCount || bytes + letter.BodyBytes > limits.MaxBytes)
        {
            var known = _has.Bind(1, letter.Id).Step();
            _has.Reset();
            return known;
        }

        Add(letter, json);
        return true;
    }

    public bool Mark(string id, DeadLetterStatus expected, DeadLetter updated, byte[] json)
        => _update.Bind(1, id).Bind(2, (long)expected).Bind(3, (long)updated.Status).Bind(4, json).Bind(5, (long)updated.Reason)
            .Bind(6, updated.OrderId).Bind(7, updated.DeadAt.UtcTicks).Bind(8, updated.Fingerprint).Bind(9, updated.ReplayJob).Run() > 0;

    public bool Edit(string id, DeadLetterStatus expected, DeadLetter edited, byte[] json, ReadOnlyMemory<byte> body)
        => _edit.Bind(1, id).Bind(2, (long)expected).Bind(3, json).Bind(4, edited.OrderId).Bind(5, edited.Fingerprint)
            .Bind(6, body.Span).Bind(7, body.Length).Run() > 0;

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
            EraseBodies(letter, at);
        }

        _truncate |= letters.Count > 0;
    }

    /// <summary>Ends aged letters, unless they were decided on since they were read: the next sweep finds them again.</summary>
    public int Expire(IReadOnlyList<DeadLetter> letters, DateTimeOffset at)
    {
        var ended = 0;
        foreach (var letter in letters)
        {
            _ = _status.Bind(1, letter.Id).Bind(2, (long)letter.Status);
            var same = _status.Step();
            _status.Reset();
            if (!same)
            {
                continue;
            }

            ended++;
            if (LetterExpiry.EndsWhole(letter))
            {
                _ = _delete.Bind(1, letter.Id).Run();
            }
            else
            {
                EraseBodies(letter, at);
            }
        }

        _truncate |= ended > 0;
        return ended;
    }

    private void EraseBodies(DeadLetter letter, DateTimeOffset at)
        => _ = _erase.Bind(1, letter.Id).Bind(2, DeadLetterJson.Write(letter with { ErasedAt = letter.ErasedAt ?? at })).Run();

    public void Dispose()
    {
        foreach (var statement in (ReadOnlySpan<Statement>)[_insert, _update, _edit, _ofOrder, _erase, _expire, _held, _has, _status, _delete])
        {
            statement.Dispose();
        }
    }
}
