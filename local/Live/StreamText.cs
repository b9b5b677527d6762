using System.Buffers;
using System.Text;

namespace OrderRelay.Local.Live;

/// <summary>The lines of a stream of server-sent events.</summary>
internal static class StreamText
{
    /// <param name="writer">Where to.</param>
    /// <param name="name">The record's name.</param>
    /// <param name="data">JSON without line breaks, as the serialiser writes it.</param>
    public static void Record(IBufferWriter<byte> writer, ReadOnlySpan<byte> name, ReadOnlySpan<byte> data)
    {
        writer.Write("event: "u8);
        writer.Write(name);
        writer.Write("\ndata: "u8);
        writer.Write(data);
        writer.Write("\n\n"u8);
    }

    public static void Comment(IBufferWriter<byte> writer, string text) => writer.Write(Encoding.ASCII.GetBytes($": {text}\n\n"));
}
