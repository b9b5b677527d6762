using OrderRelay.Contracts;
using OrderRelay.Core.Pipeline;
using OrderRelay.Core.Ports;
using OrderRelay.Local.Sqlite;
using OrderRelay.Local.Sqlite.Backup;

namespace OrderRelay.Local.Tests.Sqlite.Journal;

/// <summary>Backups of a queue whose files fill, go and are used again meanwhile.</summary>
public sealed class JournalBackupTests
{
    private const int Backups = 6;

    [Fact]
    public async Task Backup_holds_every_message_that_was_acknowledged_before_it_and_not_done_with()
    {
        await using var rig = new QueueRig(new() { JournalFileBytes = JournalFactory.LeastBytes });
        using var ended = new CancellationTokenSource();
        var passing = Task.WhenAll(Task.Run(() => EnqueueAsync(rig, ended.Token)), Task.Run(() => HandleAsync(rig, ended.Token)));
        for (var number = 0; number < Backups; number++)
        {
            var files = rig.Queue.Journal.Session.Files.Active.Number;
            await Until.HoldsAsync(() => rig.Queue.Journal.Session.Files.Active.Number > files);
            await rig.EnqueueAsync($"kept-{number}");

            using var restored = await RestoreAsync(rig);

            var time = new FakeTime();
            time.Advance(TimeSpan.FromHours(2));
            using var folder = DataFolder.Open(restored.PathOf("data"));
            await using var queue = SqliteEventQueue.Open(folder, new(), time);
            var found = await ReceiveAllAsync(queue);
            Assert.Equal(Enumerable.Range(0, number + 1).Select(static kept => $"kept-{kept}"), found.Where(static id => id.StartsWith("kept", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
        }

        await ended.CancelAsync();
        await passing;
    }

    [Fact]
    public async Task Backup_is_whole_when_the_queue_goes_on_in_the_next_file_between_two_copies()
    {
        await using var rig = new QueueRig(new() { JournalFileBytes = JournalFactory.LeastBytes });
        await GoOnAsync(rig);
        await rig.EnqueueAsync("before");
        using var copy = new TemporaryFolder();
        var goneOn = false;
        var queue = new QueueCopy(rig.PathOf("queue.db"), copy.PathOf("queue.db"))
        {
            AfterFile = number =>
            {
                if (number == rig.Queue.Journal.Session.Files.Active.Number)
                {
                    GoOnAsync(rig).GetAwaiter().GetResult();
                    goneOn = true;
                }
            },
        };

        _ = await Task.Run(() => queue.Take(() => BackupFolder.Copy(StoredFiles.Queues[0], rig.Folder, copy.Path)));

        Assert.True(goneOn);
        using var folder = DataFolder.Open(copy.Path);
        await using var opened = SqliteEventQueue.Open(folder, new(), new FakeTime());
        Assert.Contains("before", await ReceiveAllAsync(opened));
    }

    [Fact]
    public async Task Backup_leaves_out_what_was_handled()
    {
        await using var rig = new QueueRig();
        await rig.EnqueueTogetherAsync(6);
        _ = await rig.Queue.EnqueueAsync(Samples.Message("handled", "zq-personal-qz"), null, default);
        var received = await rig.ReceiveAllAsync(7);
        await rig.SettleAsync(received.Where(static message => message.Message.MessageId == "handled"), Outcome.Completed.Instance);

        using var restored = await RestoreAsync(rig);

        Assert.All(Directory.GetFiles(restored.PathOf("backup")), static file => Assert.DoesNotContain("zq-personal-qz", File.ReadAllText(file), StringComparison.Ordinal));
        using var folder = DataFolder.Open(restored.PathOf("data"));
        await using var queue = SqliteEventQueue.Open(folder, new(), new FakeTime());
        Assert.Equal(6, (await queue.GetDepthAsync(default))!.Active);
    }

    [Fact]
    public async Task Restore_leaves_no_file_of_the_journal_that_was_there()
    {
        await using var rig = new QueueRig();
        await rig.EnqueueAsync("backed-up");
        using var restored = await RestoreAsync(rig);
        await using (var other = new QueueRig())
        {
            await other.EnqueueTogetherAsync(9, bytes: 200_000);

            // While it runs, a file that was made ready may be replaced by a larger one at any moment.
            await other.Queue.DisposeAsync();
            foreach (var file in Directory.GetFiles(other.Folder, "*.db-journal-*"))
            {
                File.Copy(file, Path.Combine(restored.PathOf("data"), Path.GetFileName(file)), overwrite: true);
            }
        }

        _ = BackupFolder.Restore(restored.PathOf("backup"), restored.PathOf("data"), force: true);

        using var folder = DataFolder.Open(restored.PathOf("data"));
        await using var queue = SqliteEventQueue.Open(folder, new(), new FakeTime());
        Assert.Equal(["backed-up"], await ReceiveAllAsync(queue));
    }

    /// <summary>Enqueues until the journal goes on in its next file and has the one behind that ready.</summary>
    private static async Task GoOnAsync(QueueRig rig)
    {
        var files = rig.Queue.Journal.Session.Files;
        for (var number = files.Active.Number; files.Active.Number == number || files.Active.Used <= files.Active.Header.Bytes / 2;)
        {
            await rig.EnqueueAsync($"fills-{Guid.NewGuid()}", bytes: 20_000);
        }

        await Until.HoldsAsync(() => !files.WantsNext);
    }

    private static async Task EnqueueAsync(QueueRig rig, CancellationToken ended)
    {
        for (var number = 0; !ended.IsCancellationRequested; number++)
        {
            await rig.EnqueueAsync($"passes-{number}", bytes: 20_000);
        }
    }

    /// <summary>What passes is done with, what is to be kept is put off.</summary>
    private static async Task HandleAsync(QueueRig rig, CancellationToken ended)
    {
        while (!ended.IsCancellationRequested)
        {
            IReadOnlyList<ReceivedMessage> received;
            try
            {
                received = await rig.Queue.ReceiveAsync(100, ended);
            }
            catch (OperationCanceledException)
            {
                // Nothing may be left to receive by then.
                return;
            }

            await rig.Queue.SettleAsync(
                [.. received.Select(static message => new Settlement(message, message.Message.MessageId.StartsWith("kept", StringComparison.Ordinal)
                    ? new Outcome.Retry(TimeSpan.FromHours(1), "busy") : Outcome.Completed.Instance))],
                default);
        }
    }

    private static Task<TemporaryFolder> RestoreAsync(QueueRig rig) => Task.Run(() =>
    {
        var temporary = new TemporaryFolder();
        _ = BackupFolder.Take(rig.Folder, temporary.PathOf("backup"), rig.Time);
        _ = BackupFolder.Restore(temporary.PathOf("backup"), temporary.PathOf("data"), force: false);
        return temporary;
    });

    private static async Task<List<string>> ReceiveAllAsync(SqliteEventQueue queue)
    {
        List<string> ids = [];
        while ((await queue.GetDepthAsync(default))!.Active > ids.Count)
        {
            ids.AddRange((await queue.ReceiveAsync(1000, default)).Select(static message => message.Message.MessageId));
        }

        return ids;
    }
}
