using OrderRelay.Local.Sqlite;

namespace OrderRelay.Local.Tests.Sqlite.Journal;

public sealed class JournalFrameTests
{
    private const ulong Salt = 0x1122334455667788;
    private static readonly JournalFrame Frame = new(41, 3, 17, PayloadLength: 100, HasDues: true);

    [Fact]
    public void Frame_that_was_written_is_read()
    {
        var bytes = Bytes();

        Assert.Equal(Frame, JournalFrame.Read(bytes, Salt));
        Assert.Equal([(UInt128)1, (UInt128)2, (UInt128)3], Frame.Ids(bytes));
        Assert.Equal([0, 99, 0], Enumerable.Range(0, 3).Select(offset => Frame.Due(bytes, offset)));
    }

    [Fact]
    public void Frame_with_any_bit_changed_is_none()
    {
        var bytes = Bytes();
        for (var bit = 0; bit < bytes.Length * 8; bit++)
        {
            bytes[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.Null(JournalFrame.Read(bytes, Salt));
            bytes[bit / 8] ^= (byte)(1 << (bit % 8));
        }
    }

    [Fact]
    public void Frame_cut_anywhere_is_none()
    {
        var bytes = Bytes();
        for (var length = 0; length < bytes.Length; length++)
        {
            Assert.Null(JournalFrame.Read(bytes.AsSpan(0, length), Salt));
        }
    }

    [Fact]
    public void Frame_of_another_use_of_the_file_is_none() => Assert.Null(JournalFrame.Read(Bytes(), Salt + 1));

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(777)]
    public void Frame_is_found_wherever_it_stands(int at)
    {
        byte[] bytes = [.. new byte[at], .. Bytes(), .. new byte[10]];

        Assert.True(JournalFrame.IsIn(bytes, Salt));
        Assert.False(JournalFrame.IsIn(bytes, Salt + 1));
        bytes[at + 60] ^= 1;
        Assert.False(JournalFrame.IsIn(bytes, Salt));
    }

    private static byte[] Bytes()
    {
        var bytes = new byte[Frame.Length];
        for (var offset = 0; offset < 3; offset++)
        {
            JournalFrame.WriteId(bytes, offset, (UInt128)(uint)(offset + 1));
        }

        Frame.WriteDue(bytes, 1, 99);
        bytes.AsSpan(Frame.PayloadAt).Fill((byte)'x');
        Frame.Seal(bytes, Salt);
        return bytes;
    }
}
