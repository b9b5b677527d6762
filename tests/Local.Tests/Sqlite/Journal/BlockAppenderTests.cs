using OrderRelay.Local.Sqlite;

namespace OrderRelay.Local.Tests.Sqlite.Journal;

public sealed class BlockAppenderTests : IDisposable
{
    private const int FileBytes = 8 * BlockAppender.BlockBytes;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    /// <summary>Lengths that end within a block, at its end, and blocks behind.</summary>
    [Fact]
    public void What_is_appended_stands_behind_one_another()
    {
        var path = Zeros("a");
        byte[] expected = Bytes(1, 64);
        Put(path, expected);
        using (var appender = new BlockAppender())
        {
            appender.GoOn(path, expected.Length);
            foreach (var length in (int[])[100, BlockAppender.BlockBytes - 164, BlockAppender.BlockBytes, 1, (2 * BlockAppender.BlockBytes) + 7, 30])
            {
                var bytes = Bytes((byte)(length % 250), length);
                appender.Write(bytes);
                appender.Sync();
                expected = [.. expected, .. bytes];
            }
        }

        Assert.Equal(expected, File.ReadAllBytes(path)[..expected.Length]);
        Assert.Equal(FileBytes, new FileInfo(path).Length);
    }

    [Fact]
    public void What_was_written_and_not_synced_is_overwritten()
    {
        var path = Zeros("a");
        using (var appender = new BlockAppender())
        {
            appender.GoOn(path, 10);
            appender.Write(Bytes(1, 5000));
            appender.Write(Bytes(2, 20));
            appender.Sync();
        }

        Assert.Equal([.. new byte[10], .. Bytes(2, 20), 0], File.ReadAllBytes(path)[..31]);
    }

    [Fact]
    public void Other_file_is_gone_on_in_behind_what_it_holds()
    {
        var (first, second) = (Zeros("a"), Zeros("b"));
        Put(second, Bytes(9, 4200));
        using (var appender = new BlockAppender())
        {
            appender.GoOn(first, 10);
            appender.Write(Bytes(1, 5000));
            appender.Sync();
            appender.GoOn(second, 4200);
            appender.Write(Bytes(2, 10));
            appender.Sync();
        }

        Assert.Equal([.. Bytes(9, 4200), .. Bytes(2, 10)], File.ReadAllBytes(second)[..4210]);
        Assert.Equal([.. new byte[10], .. Bytes(1, 5000)], File.ReadAllBytes(first)[..5010]);
    }

    /// <summary>Its last block must not be taken for the other file's.</summary>
    [Fact]
    public void File_that_cannot_be_gone_on_in_leaves_the_one_until_now()
    {
        var (first, second) = (Zeros("a"), _folder.PathOf("b"));
        File.WriteAllBytes(second, Bytes(9, 50));
        using (var appender = new BlockAppender())
        {
            appender.GoOn(first, 0);
            appender.Write(Bytes(1, 100));
            appender.Sync();
            Assert.Contains("ends at byte 50", Assert.Throws<EndOfStreamException>(() => appender.GoOn(second, 100)).Message, StringComparison.Ordinal);
            _ = Assert.Throws<FileNotFoundException>(() => appender.GoOn(_folder.PathOf("none"), 0));
            appender.Write(Bytes(2, 100));
            appender.Sync();
        }

        Assert.Equal([.. Bytes(1, 100), .. Bytes(2, 100)], File.ReadAllBytes(first)[..200]);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(600 << 10)]
    public void File_of_zeros_is_whole_blocks_of_them(int bytes)
    {
        var path = _folder.PathOf("zeros");
        File.WriteAllBytes(path, Bytes(7, 1 << 20));

        ZeroFile.Create(path, bytes);

        Assert.Equal(new byte[BlockAppender.Whole(bytes)], File.ReadAllBytes(path));
    }

    private static byte[] Bytes(byte value, int count)
    {
        var bytes = new byte[count];
        Array.Fill(bytes, value);
        return bytes;
    }

    private string Zeros(string name)
    {
        var path = _folder.PathOf(name);
        ZeroFile.Create(path, FileBytes);
        return path;
    }

    private static void Put(string path, ReadOnlySpan<byte> bytes)
    {
        using var file = File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite);
        RandomAccess.Write(file, bytes, 0);
    }
}
