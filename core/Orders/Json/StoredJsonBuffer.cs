namespace OrderRelay.Core.Orders;

/// <summary>One writer a thread: rows are written one after another, tens of thousands a second.</summary>
internal static class StoredJsonBuffer
{
    private const int KeptBytes = 1 << 20;

    [ThreadStatic]
    private static RowWriter? kept;

    public static byte[] Write<T>(T value, Action<RowWriter, T> write)
    {
        var writer = kept;
        if (writer is null || writer.Capacity > KeptBytes)
        {
            kept = writer = new();
        }

        writer.Reset();
        write(writer, value);
        return writer.Written.ToArray();
    }
}
