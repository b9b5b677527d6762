using System.Buffers.Binary;
using Microsoft.Data.Sqlite;
using OrderRelay.Contracts;
using OrderRelay.Core.Pipeline;
using OrderRelay.Core.Ports;
using OrderRelay.Local.Sqlite;

namespace OrderRelay.Local.Tests.Sqlite.Journal;

/// <summary>A folder of a version that kept messages in the database.</summary>
public sealed class JournalUpgradeTests
{
    /// <summary>Version 2, word for word.</summary>
    private const string Schema = """
        CREATE TABLE segments(first INTEGER PRIMARY KEY, count INTEGER NOT NULL, enqueued_at INTEGER NOT NULL, deliveries INTEGER NOT NULL, payload BLOB NOT NULL);
        CREATE TABLE settled(seq INTEGER PRIMARY KEY);
        CREATE TABLE messages(seq INTEGER PRIMARY KEY, state INTEGER NOT NULL, due INTEGER NOT NULL, deliveries INTEGER NOT NULL,
            enqueued_at INTEGER NOT NULL, dead_at INTEGER, reason INTEGER, text TEXT, envelope BLOB NOT NULL, exception TEXT);
        CREATE INDEX messages_dead ON messages(seq) WHERE state = 1;
        CREATE TABLE recent(first INTEGER PRIMARY KEY, count INTEGER NOT NULL, at INTEGER NOT NULL, ids BLOB NOT NULL);
        CREATE TABLE probe(id INTEGER PRIMARY KEY, at INTEGER NOT NULL);
        PRAGMA user_version=2;
        """;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Messages_of_the_version_without_a_journal_are_delivered_once_and_keep_what_is_known_of_them(bool crash)
    {
        var time = new FakeTime();
        await using var rig = new QueueRig(prepare: folder => Fill(folder.PathOf("queue.db"), time.GetUtcNow().UtcTicks));
        if (crash)
        {
            rig.Crash();
        }
        else
        {
            await rig.RestartAsync();
        }

        Assert.Equal((3, 1, 1), ((await rig.DepthAsync()).Active, (await rig.DepthAsync()).Scheduled, (await rig.DepthAsync()).Dead));
        var received = await rig.ReceiveAllAsync(3);
        Assert.Equal([(7, "a-0", 2), (9, "a-2", 2), (10, "b-0", 1)], received.Select(static message => (message.SequenceNumber, message.Message.MessageId, message.DeliveryCount)));
        Assert.Equal(EnqueueResult.Duplicate, await rig.Queue.EnqueueAsync(Samples.Message("a-0"), null, default));
        await rig.SettleAsync(received, Outcome.Completed.Instance);
        await rig.EnqueueAsync("new");
        Assert.Equal((14, "new"), (await rig.ReceiveAsync()).Select(static message => (message.SequenceNumber, message.Message.MessageId)).Single());
        rig.Crash();
        Assert.Equal(1, (await rig.DepthAsync()).Active);
    }

    /// <summary>Two segments, one message of them settled; one put off, one dead, ids of all.</summary>
    private static void Fill(string path, long now)
    {
        using var connection = new SqliteConnection($"Data Source={path};Pooling=false");
        connection.Open();
        Database.Execute(connection, "PRAGMA journal_mode=WAL;" + Schema + "INSERT INTO settled VALUES(8);");
        Insert(connection, "INSERT INTO segments VALUES(7, 3, $now, 1, $bytes)", now, Payload("a-0", "a-1", "a-2"));
        Insert(connection, "INSERT INTO segments VALUES(10, 1, $now, 0, $bytes)", now, Payload("b-0"));
        Insert(connection, "INSERT INTO messages VALUES(5, 0, $now + 36000000000, 1, $now, NULL, NULL, NULL, $bytes, NULL)", now, Envelope("off"));
        Insert(connection, "INSERT INTO messages VALUES(6, 1, 0, 1, $now, $now, 0, 'dead', $bytes, NULL)", now, Envelope("dead"));
        var ids = new byte[2 * Key16.Size];
        Key16.Write(ids, Fingerprint.Of("a-0"u8));
        Key16.Write(ids.AsSpan(Key16.Size), Fingerprint.Of("b-0"u8));
        Insert(connection, "INSERT INTO recent VALUES(7, 7, $now, $bytes)", now, ids);
    }

    private static void Insert(SqliteConnection connection, string sql, long now, byte[] bytes)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        _ = command.Parameters.AddWithValue("$now", now);
        _ = command.Parameters.AddWithValue("$bytes", bytes);
        _ = command.ExecuteNonQuery();
    }

    private static byte[] Payload(params string[] ids)
    {
        List<byte> payload = [];
        foreach (var envelope in ids.Select(Envelope))
        {
            var length = new byte[sizeof(int)];
            BinaryPrimitives.WriteInt32LittleEndian(length, envelope.Length);
            payload.AddRange([.. length, .. envelope]);
        }

        return [.. payload];
    }

    private static byte[] Envelope(string id)
    {
        var message = Samples.Message(id);
        var bytes = new byte[EnvelopeCodec.MaxSize(message)];
        return bytes[..EnvelopeCodec.Write(message, bytes)];
    }
}
