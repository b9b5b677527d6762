using System.Globalization;
using Azure.Data.Tables;

namespace OrderRelay.Functions.Tables;

/// <summary>
/// Bytes as binary properties of one entity: a property holds at most 64 KiB, so longer ones continue in <c>Name1</c>,
/// <c>Name2</c>, … and <c>NameLength</c> says how many bytes there are.
/// </summary>
internal static class EntityBytes
{
    public const int ChunkSize = 64 * 1024;

    public static void Write(TableEntity entity, string name, ReadOnlySpan<byte> bytes)
    {
        entity[$"{name}Length"] = bytes.Length;
        for (var chunk = 0; chunk * ChunkSize < bytes.Length; chunk++)
        {
            var start = chunk * ChunkSize;
            entity[Chunk(name, chunk)] = bytes.Slice(start, Math.Min(ChunkSize, bytes.Length - start)).ToArray();
        }
    }

    /// <summary>Null when the entity holds no bytes of that name.</summary>
    public static byte[]? Read(TableEntity entity, string name)
    {
        if (entity.GetInt32($"{name}Length") is not { } length)
        {
            return null;
        }

        var bytes = new byte[length];
        for (var chunk = 0; chunk * ChunkSize < length; chunk++)
        {
            var part = entity.GetBinary(Chunk(name, chunk))
                ?? throw new InvalidDataException($"row {entity.RowKey} misses part {chunk} of its {name}");
            part.CopyTo(bytes, chunk * ChunkSize);
        }

        return bytes;
    }

    /// <summary>The same as memory. A null array would turn into memory of no bytes, silently: there is a body of none, and there is no body.</summary>
    public static ReadOnlyMemory<byte>? ReadMemory(TableEntity entity, string name) => Read(entity, name) is { } bytes ? new ReadOnlyMemory<byte>(bytes) : default(ReadOnlyMemory<byte>?);

    /// <summary>Bytes that such properties take in an entity, names and lengths included.</summary>
    public static int StoredSize(int length) => length + (((length / ChunkSize) + 2) * 64);

    private static string Chunk(string name, int chunk)
        => chunk == 0 ? name : string.Create(CultureInfo.InvariantCulture, $"{name}{chunk}");
}
