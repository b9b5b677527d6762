using OrderRelay.Core.Pipeline;
using OrderRelay.Local.Sqlite;

namespace OrderRelay.Local.Tests.Sqlite.Journal;

/// <summary>What a start makes of a journal that a crash or somebody left: a torn end is none, damage is refused, and nothing is
/// changed by that.</summary>
public sealed class JournalDamageTests
{
    private const string First = "queue.db-journal-00000001";

    [Fact]
    public async Task Last_frame_torn_at_any_byte_is_left_out()
    {
        await using var rig = await ThreeFramesAsync();
        var bytes = await File.ReadAllBytesAsync(rig.PathOf(First));
        var frames = FramesOf(bytes);
        using var folder = new TemporaryFolder();
        for (var cut = frames[2].From; cut < frames[2].To; cut++)
        {
            var torn = (byte[])bytes.Clone();
            torn.AsSpan(cut, frames[2].To - cut).Clear();
            Assert.Equal(cut == frames[2].To - 1 && bytes[cut] == 0 ? 4 : 3, Read(folder, torn).Next);

            // Or what came through is its end: sectors are written in any order.
            torn = (byte[])bytes.Clone();
            torn.AsSpan(frames[2].From, cut + 1 - frames[2].From).Clear();
            Assert.Equal(3, Read(folder, torn).Next);
        }
    }

    [Fact]
    public async Task Messages_go_on_behind_a_torn_end()
    {
        await using var rig = await ThreeFramesAsync();
        rig.Crash(folder =>
        {
            var bytes = File.ReadAllBytes(folder.PathOf(First));
            bytes.AsSpan(FramesOf(bytes)[2].From, 60).Clear();
            File.WriteAllBytes(folder.PathOf(First), bytes);
        });
        await rig.EnqueueAsync("four");
        rig.Crash();

        Assert.Equal(["one", "two", "four"], (await rig.ReceiveAllAsync(3)).Select(static message => message.Message.MessageId));
    }

    [Fact]
    public async Task Frame_spoilt_at_any_byte_before_a_whole_one_is_refused_and_left_alone()
    {
        await using var rig = await ThreeFramesAsync();
        var bytes = await File.ReadAllBytesAsync(rig.PathOf(First));
        var frames = FramesOf(bytes);
        using var folder = new TemporaryFolder();
        for (var at = frames[0].From; at < frames[1].To; at++)
        {
            var spoilt = (byte[])bytes.Clone();
            spoilt[at] ^= 0x10;

            var refused = Assert.Throws<DatabaseUnusableException>(() => Read(folder, spoilt));

            Assert.StartsWith($"{folder.PathOf(First)} is damaged (", refused.Message, StringComparison.Ordinal);
            Assert.DoesNotContain('\n', refused.Message);
            Assert.Equal(spoilt, File.ReadAllBytes(folder.PathOf(First)));
        }
    }

    [Fact]
    public async Task Header_spoilt_at_any_byte_is_refused()
    {
        await using var rig = await ThreeFramesAsync();
        var bytes = await File.ReadAllBytesAsync(rig.PathOf(First));
        using var folder = new TemporaryFolder();
        for (var at = 0; at < JournalHeader.Size; at++)
        {
            var spoilt = (byte[])bytes.Clone();
            spoilt[at] ^= 0x10;
            _ = Assert.Throws<DatabaseUnusableException>(() => Read(folder, spoilt));
        }
    }

    [Fact]
    public async Task File_that_was_cut_is_refused_even_behind_its_last_frame()
    {
        await using var rig = await ThreeFramesAsync();
        var bytes = await File.ReadAllBytesAsync(rig.PathOf(First));
        using var folder = new TemporaryFolder();
        foreach (var length in new[] { 0, 10, JournalHeader.Size, FramesOf(bytes)[1].To, bytes.Length - 1 })
        {
            _ = Assert.Throws<DatabaseUnusableException>(() => Read(folder, bytes[..length]));
        }
    }

    [Fact]
    public async Task End_that_is_gone_though_the_database_knows_of_it_is_refused()
    {
        await using var rig = await ThreeFramesAsync();
        await rig.SettleAsync(await rig.ReceiveAsync(1), Outcome.Completed.Instance);

        var refused = Assert.Throws<DatabaseUnusableException>(() => rig.Crash(folder =>
        {
            var bytes = File.ReadAllBytes(folder.PathOf(First));
            bytes.AsSpan(FramesOf(bytes)[2].From).Clear();
            File.WriteAllBytes(folder.PathOf(First), bytes);
        }));

        Assert.Contains("messages 3 to 3 are missing from its end", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("queue.db-journal-00000001")]
    [InlineData("queue.db-journal-00000002")]
    public async Task File_that_is_missing_is_named(string name)
    {
        await using var rig = new QueueRig();
        for (var number = 0; number < 8; number++)
        {
            await rig.EnqueueAsync($"m-{number}", bytes: 200_000);
        }

        Assert.True(rig.JournalFiles.Count >= 3);
        var refused = Assert.Throws<DatabaseUnusableException>(() => rig.Crash(folder => File.Delete(folder.PathOf(name))));

        Assert.Contains($"{name} is damaged (it is missing)", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Frames_cut_out_of_a_file_that_others_follow_are_refused()
    {
        await using var rig = new QueueRig();
        for (var number = 0; number < 5; number++)
        {
            await rig.EnqueueAsync($"m-{number}", bytes: 200_000);
        }

        var refused = Assert.Throws<DatabaseUnusableException>(() => rig.Crash(folder =>
        {
            var bytes = File.ReadAllBytes(folder.PathOf(First));
            bytes.AsSpan(FramesOf(bytes)[^1].From).Clear();
            File.WriteAllBytes(folder.PathOf(First), bytes);
        }));

        Assert.Contains($"{First} is damaged (messages 2 to 2 are missing)", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task File_of_a_newer_version_is_refused()
    {
        await using var rig = await ThreeFramesAsync();
        var bytes = await File.ReadAllBytesAsync(rig.PathOf(First));
        bytes[8]++;
        BitConverter.TryWriteBytes(bytes.AsSpan(JournalHeader.Size - 4), Crc32C.Append(0, bytes.AsSpan(0, JournalHeader.Size - 4)));
        using var folder = new TemporaryFolder();

        Assert.Contains("newer orderrelay", Assert.Throws<DatabaseUnusableException>(() => Read(folder, bytes)).Message, StringComparison.Ordinal);
    }

    private static async Task<QueueRig> ThreeFramesAsync()
    {
        var rig = new QueueRig();
        foreach (var id in new[] { "one", "two", "three" })
        {
            await rig.EnqueueAsync(id);
        }

        return rig;
    }

    private static JournalContent Read(TemporaryFolder folder, byte[] bytes)
    {
        File.WriteAllBytes(folder.PathOf(First), bytes);
        return new JournalReader(folder.PathOf("queue.db"), 0, 0).Read(1);
    }

    private static List<(int From, int To)> FramesOf(byte[] bytes)
    {
        List<(int, int)> frames = [];
        var salt = JournalHeader.Read(bytes)!.Value.Header.Salt;
        for (var at = JournalHeader.Size; JournalFrame.Read(bytes.AsSpan(at), salt) is { } frame; at += frame.Length)
        {
            frames.Add((at, at + frame.Length));
        }

        return frames;
    }
}
