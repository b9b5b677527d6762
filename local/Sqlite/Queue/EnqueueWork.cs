using System.Buffers;
using OrderRelay.Core.Pipeline;
using OrderRelay.Core.Ports;

namespace OrderRelay.Local.Sqlite;

/// <summary>One message to enqueue, encoded on its sender's thread into a buffer of its own: the committer
/// only copies it into its frame.</summary>
internal sealed class EnqueueWork : CommitWork<JournalSession, EnqueueResult>
{
    private readonly byte[] _buffer;
    private readonly int _length;

    public EnqueueWork(QueueMessage message, long? due)
        : base(goesOnWithin: true)
    {
        Due = due;
        _buffer = ArrayPool<byte>.Shared.Rent(EnvelopeCodec.MaxSize(message));
        _length = EnvelopeCodec.Write(message, _buffer);
        Id = Fingerprint.Of(EnvelopeCodec.MessageIdOf(_buffer));
    }

    public UInt128 Id { get; }

    /// <summary>Ticks; null for at once.</summary>
    public long? Due { get; }

    /// <summary>When it waits for its time: until it has a row of its own.</summary>
    public Task? Moved { get; set; }

    public ReadOnlySpan<byte> Envelope => _buffer.AsSpan(0, _length);

    public override void Write(JournalSession session)
        => Result = session.TryAdd(this) ? EnqueueResult.Enqueued : EnqueueResult.Duplicate;

    protected override void Committed() => ArrayPool<byte>.Shared.Return(_buffer);

    protected override void RolledBack() => ArrayPool<byte>.Shared.Return(_buffer);
}
