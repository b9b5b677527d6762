namespace OrderRelay.Core.Orders;

/// <summary>Bytes that are written one behind the other into an array that grows. A thread keeps its writer for the next value: tens
/// of thousands are written a second.</summary>
internal abstract class ByteWriter
{
    private const int InitialBytes = 4096;
    private const int KeptBytes = 1 << 20;

    protected byte[] buffer = new byte[InitialBytes];
    protected int length;

    public ReadOnlySpan<byte> Written => buffer.AsSpan(0, length);

    /// <summary>The writer that the thread has kept, with nothing in it; a new one where that is none, or has grown too large to keep.</summary>
    public static TWriter Empty<TWriter>(ref TWriter? kept)
        where TWriter : ByteWriter, new()
    {
        if (kept is null || kept.buffer.Length > KeptBytes)
        {
            kept = new();
        }

        kept.length = 0;
        return kept;
    }

    protected void Ensure(int bytes)
    {
        if (buffer.Length - length < bytes)
        {
            Array.Resize(ref buffer, Math.Max(buffer.Length * 2, length + bytes));
        }
    }
}
