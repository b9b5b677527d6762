namespace OrderRelay.Core.Orders;

/// <summary>The JSON of one row.</summary>
internal static class StoredJsonBuffer
{
    [ThreadStatic]
    private static RowWriter? kept;

    /// <returns>Its bytes, until this thread writes the next one.</returns>
    public static ReadOnlySpan<byte> Write<T>(T value, Action<RowWriter, T> write)
    {
        var writer = ByteWriter.Empty(ref kept);
        write(writer, value);
        return writer.Written;
    }
}
