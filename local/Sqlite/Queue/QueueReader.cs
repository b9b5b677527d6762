using Microsoft.Data.Sqlite;
using OrderRelay.Core.Pipeline;
using OrderRelay.Core.Ports;

namespace OrderRelay.Local.Sqlite;

/// <summary>Reads bytes back that memory did not keep.</summary>
internal sealed class QueueReader(SqliteConnection connection) : IDisposable
{
    private readonly Statement _envelope = new(connection, "SELECT envelope FROM messages WHERE seq = ?1");
    private readonly Statement _dead = new(connection,
        "SELECT seq, deliveries, enqueued_at, dead_at, reason, text, envelope, exception FROM messages WHERE state = 1 ORDER BY seq LIMIT ?1");

    public byte[] Envelope(long sequenceNumber) => Blob(_envelope.Bind(1, sequenceNumber));

    public List<DeadMessage> Dead(int max)
    {
        List<DeadMessage> found = [];
        _ = _dead.Bind(1, max);
        while (_dead.Step())
        {
            found.Add(new(
                _dead.Long(0), (int)_dead.Long(1), At(_dead.Long(2)), At(_dead.Long(3)), (DeadLetterReason)_dead.Long(4),
                _dead.TextOrNull(5) ?? "", EnvelopeCodec.Read(_dead.Blob(6).ToArray()))
            {
                ExceptionType = _dead.TextOrNull(7),
            });
        }

        return found;
    }

    public static DateTimeOffset At(long ticks) => new(ticks, TimeSpan.Zero);

    public void Dispose()
    {
        _envelope.Dispose();
        _dead.Dispose();
    }

    private static byte[] Blob(Statement query)
    {
        var blob = query.Step() ? query.Blob(0).ToArray() : throw new InvalidDataException("a queued message is gone from its file");
        query.Reset();
        return blob;
    }
}
