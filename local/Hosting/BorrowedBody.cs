using System.Buffers;
using System.IO.Pipelines;

namespace OrderRelay.Local.Hosting;

/// <summary>A whole body where it lies in its connection's buffer. The connection reads nothing else until it is given back.</summary>
internal readonly struct BorrowedBody(PipeReader lender, in ReadOnlySequence<byte> buffer)
{
    private readonly SequencePosition _end = buffer.End;

    public ReadOnlyMemory<byte> Bytes { get; } = buffer.First;

    public void GiveBack() => lender.AdvanceTo(_end);
}
