namespace OrderRelay.Core.Orders;

/// <summary>The JSON of one row.</summary>
internal static class StoredJsonBuffer
{
    [ThreadStatic]
    private static RowWriter? kept;

    /// <returns>Its bytes, until this thread writes the next one.</returns>
    public static ReadOnlySpan<byte> Write<T>(T value, Action<RowWriter, T> write)
    {
        var writer = Empty();
        write(writer, value);
        return writer.Written;
    }

    /// <summary>This thread's writer, for the next row.</summary>
    public static RowWriter Empty() => ByteWriter.Empty(ref kept);
}
