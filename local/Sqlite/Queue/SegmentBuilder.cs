using System.Buffers.Binary;

namespace OrderRelay.Local.Sqlite;

/// <summary>Gathers the messages of one group into the payload of as few rows as may be.</summary>
internal sealed class SegmentBuilder
{
    /// <summary>Messages in one segment at most.</summary>
    public const int MaxCount = 256;

    /// <summary>Bytes in one segment, unless a single message has more. Below the size from which .NET keeps an array on
    /// the large object heap, which only a full collection cleans.</summary>
    public const int MaxBytes = 80_000;

    private readonly List<EnqueueWork> _works = new(MaxCount);
    private int _bytes;

    public int Count => _works.Count;

    public bool HasRoomFor(EnqueueWork work)
        => _works.Count == 0 || (_works.Count < MaxCount && _bytes + sizeof(int) + work.Envelope.Length <= MaxBytes);

    public void Add(EnqueueWork work)
    {
        _works.Add(work);
        _bytes += sizeof(int) + work.Envelope.Length;
    }

    /// <returns>The payload: each envelope behind its length.</returns>
    public byte[] Build()
    {
        var payload = GC.AllocateUninitializedArray<byte>(_bytes);
        var at = 0;
        foreach (var work in _works)
        {
            var envelope = work.Envelope;
            BinaryPrimitives.WriteInt32LittleEndian(payload.AsSpan(at), envelope.Length);
            envelope.CopyTo(payload.AsSpan(at + sizeof(int)));
            at += sizeof(int) + envelope.Length;
        }

        return payload;
    }

    public void Clear()
    {
        _works.Clear();
        _bytes = 0;
    }
}
