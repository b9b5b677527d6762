using System.Buffers;
using System.Text.Json;

namespace OrderRelay.Core.Orders;

/// <summary>A writer and its buffer, one of each a thread: rows are written one after another, tens of thousands a second.</summary>
internal static class StoredJsonBuffer
{
    private const int InitialBytes = 4096;
    private const int KeptBytes = 1 << 20;

    [ThreadStatic]
    private static ArrayBufferWriter<byte>? bytes;

    [ThreadStatic]
    private static Utf8JsonWriter? writer;

    public static byte[] Write<T>(T value, Action<Utf8JsonWriter, T> write)
    {
        if (bytes is null || bytes.Capacity > KeptBytes)
        {
            bytes = new(InitialBytes);
        }

        bytes.ResetWrittenCount();
        writer ??= new(bytes);
        writer.Reset(bytes);
        write(writer, value);
        writer.Flush();
        return bytes.WrittenSpan.ToArray();
    }
}
