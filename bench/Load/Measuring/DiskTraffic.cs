using System.Globalization;

namespace OrderRelay.Load.Measuring;

/// <summary>Bytes that a process had the disk read and write, from <c>/proc/PID/io</c>: what the page cache answered or took twice before
/// the disk saw it counts for nothing.</summary>
internal readonly record struct DiskTraffic(long ReadBytes, long WrittenBytes)
{
    public static DiskTraffic operator +(DiskTraffic left, DiskTraffic right) => new(left.ReadBytes + right.ReadBytes, left.WrittenBytes + right.WrittenBytes);

    public static DiskTraffic operator -(DiskTraffic left, DiskTraffic right) => new(left.ReadBytes - right.ReadBytes, left.WrittenBytes - right.WrittenBytes);

    /// <param name="io">The text of <c>/proc/PID/io</c>.</param>
    /// <returns>Null when it does not tell.</returns>
    public static DiskTraffic? Parse(string io) => Field(io, "read_bytes:") is { } read && Field(io, "write_bytes:") is { } written ? new(read, written) : null;

    private static long? Field(string io, string name)
    {
        var line = io.Split('\n').FirstOrDefault(line => line.StartsWith(name, StringComparison.Ordinal));
        return line is null ? null : long.Parse(line.AsSpan(name.Length), CultureInfo.InvariantCulture);
    }
}
