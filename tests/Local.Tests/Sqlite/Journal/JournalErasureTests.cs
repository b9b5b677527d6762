using System.Text;
using OrderRelay.Contracts;
using OrderRelay.Core.Pipeline;
using OrderRelay.Core.Ports;
using OrderRelay.Local.Sqlite;

namespace OrderRelay.Local.Tests.Sqlite.Journal;

/// <summary>What was handled has to leave the journal, wherever in its files it lies; what was not has to stay.</summary>
public sealed class JournalErasureTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_was_handled_leaves_every_file_and_what_was_not_stays(bool crash)
    {
        await using var rig = new QueueRig();
        await Task.WhenAll(Enumerable.Range(0, 9).Select(number => rig.Queue
            .EnqueueAsync(Samples.Message($"m-{number}", number % 3 == 0 ? "left to do" : "zq-personal-qz"), null, default).AsTask()));
        var received = await rig.ReceiveAllAsync(9);
        await rig.SettleAsync(received.Where(static message => IsPersonal(message)), Outcome.Completed.Instance);
        Assert.NotEmpty(rig.FilesWith("zq-personal-qz"));

        await rig.Queue.EmptyLogAsync();

        await Until.HoldsAsync(() => rig.FilesWith("zq-personal-qz").Count == 0);
        Assert.NotEmpty(rig.FilesWith("left to do"));
        await rig.RestartAsync(crash);
        var left = await rig.ReceiveAllAsync(3);
        Assert.Equal(received.Where(static message => !IsPersonal(message)).Select(static message => message.SequenceNumber), left.Select(static message => message.SequenceNumber));
        Assert.All(left, static message => Assert.Equal("left to do", Encoding.UTF8.GetString(message.Message.Body.Span)));
        Assert.Equal(EnqueueResult.Duplicate, await rig.Queue.EnqueueAsync(Samples.Message("m-1"), null, default));
        await rig.EnqueueAsync("next");
        Assert.True(Assert.Single(await rig.ReceiveAsync()).SequenceNumber > 9);
    }

    [Fact]
    public async Task What_was_handled_leaves_files_that_are_used_again()
    {
        await using var rig = new QueueRig(new() { JournalFileBytes = JournalFactory.LeastBytes });
        for (var round = 0; !rig.Queue.Journal.Session.Files.Active.Header.Recycled; round++)
        {
            Assert.True(round < 50, "no file was used again");
            await rig.PassAsync(10, round * 10);
        }

        Assert.NotEmpty(rig.FilesWith("passed-"));
        await rig.Queue.EmptyLogAsync();

        await Until.HoldsAsync(() => rig.FilesWith("passed-").Count == 0);
        await rig.PassAsync(1, 1000);
    }

    [Fact]
    public async Task Orderly_end_leaves_nothing_that_was_handled()
    {
        await using var rig = new QueueRig();
        await rig.PassAsync(3);
        await rig.EnqueueAsync("left");
        await rig.RestartAsync();

        Assert.Empty(rig.FilesWith("passed-"));
        Assert.Equal("left", Assert.Single(await rig.ReceiveAllAsync(1)).Message.MessageId);
    }

    private static bool IsPersonal(ReceivedMessage message) => message.Message.Body.Span.IndexOf("zq-personal-qz"u8) >= 0;
}
