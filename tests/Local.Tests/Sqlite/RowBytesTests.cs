using OrderRelay.Local.Sqlite;

namespace OrderRelay.Local.Tests.Sqlite;

public sealed class RowBytesTests
{
    /// <summary>More than one array takes, and one that is larger than an array.</summary>
    [Fact]
    public void Each_keeps_its_bytes_while_others_are_added()
    {
        using var bytes = new RowBytes();
        List<(byte[] Given, ReadOnlyMemory<byte> Kept)> rows = [];
        foreach (var length in (int[])[1000, 40_000, 30_000, 0, 300_000, 17, 65_536, 1])
        {
            var given = new byte[length];
            Random.Shared.NextBytes(given);
            rows.Add(([.. given], bytes.Add(given)));
            given.AsSpan().Clear();
        }

        Assert.All(rows, static row => Assert.Equal(row.Given, row.Kept.ToArray()));
    }
}
