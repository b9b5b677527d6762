using System.Text.Json;
using Azure.Data.Tables;
using OrderRelay.Core.Pipeline;

namespace OrderRelay.Functions.Tables;

/// <summary>
/// Rows of the desk: a letter by its id, so placed that one range read walks the letters newest first; beside
/// it a pointer by its order, so that an erasure finds them, and a place among those of a reason that has limits.
/// </summary>
internal static class DeadLetterRows
{
    /// <summary>Every letter's partition lies before it, every pointer's and place's behind it.</summary>
    public const string PastLetters = "day}";

    private const string Blob = "Blob";
    private const string BodyName = "Body";
    private const string LetterName = "Letter";
    private const string Limited = "limited|";
    private const string LimitedName = "Limited";
    private const string OriginalName = "Original";

    /// <summary>Ids begin with their instant, the first eight characters are the day; turned around they sort the newest first.</summary>
    public static IndexKeys KeysOf(string id)
    {
        var row = TableKey.Reverse(TableKey.Escape(id));
        return new($"day|{row[..Math.Min(8, row.Length)]}", row);
    }

    public static string OrderPartition(string provider, string orderId)
        => $"order|{TableKey.Escape(provider)}{TableKey.Separator}{TableKey.Escape(orderId)}";

    /// <summary>Where the open letters of a reason that has limits are counted, the oldest first.</summary>
    public static string LimitedPartition(DeadLetterReason reason) => $"{Limited}{reason}";

    /// <summary>What a letter takes of its reason's limits.</summary>
    public static TableEntity OfPlace(DeadLetter letter) => new(LimitedPartition(letter.Reason), PlaceOf(letter))
    {
        ["Id"] = letter.Id,
        ["DeadAt"] = OrderRows.Storable(letter.DeadAt),
        ["Bytes"] = letter.BodyBytes,
    };

    public static string PlaceOf(DeadLetter letter) => TableKey.Escape(letter.Id);

    public static TableEntity OfLetter(DeadLetter letter, LetterBodies bodies, bool limited)
    {
        var keys = KeysOf(letter.Id);
        var entity = new TableEntity(keys.Partition, keys.Row)
        {
            ["Status"] = letter.Status.ToString(),
            ["Reason"] = letter.Reason.ToString(),
            ["Provider"] = letter.Provider,
            ["DeadAt"] = OrderRows.Storable(letter.DeadAt),
            ["Fingerprint"] = letter.Fingerprint,
        };
        Set(entity, "OrderId", letter.OrderId);
        Set(entity, "ReplayJob", letter.ReplayJob);
        EntityBytes.Write(entity, LetterName, JsonSerializer.SerializeToUtf8Bytes(letter, TableJsonContext.Default.DeadLetter));
        Write(entity, BodyName, bodies.Body, bodies.BodyBlob);
        Write(entity, OriginalName, bodies.Original, bodies.OriginalBlob);
        if (limited)
        {
            entity[LimitedName] = true;
        }

        return entity;
    }

    /// <summary>The bytes that the row holds, and where the others lie.</summary>
    public static LetterBodies BodiesOf(TableEntity entity) => new(
        EntityBytes.ReadMemory(entity, BodyName), entity.GetString(BodyName + Blob), EntityBytes.ReadMemory(entity, OriginalName), entity.GetString(OriginalName + Blob));

    /// <summary>Whether the letter is counted against limits while it is open.</summary>
    public static bool IsLimited(TableEntity entity) => entity.GetBoolean(LimitedName) ?? false;

    public static DeadLetter Read(TableEntity entity)
        => JsonSerializer.Deserialize(EntityBytes.Read(entity, LetterName), TableJsonContext.Default.DeadLetter)
            ?? throw new InvalidDataException($"row {entity.RowKey} holds no letter");

    /// <summary>The columns that a list needs: bodies stay where they are.</summary>
    public static readonly string[] ListColumns = ["PartitionKey", "RowKey", LetterName, $"{LetterName}Length"];

    private static void Write(TableEntity entity, string name, ReadOnlyMemory<byte>? bytes, string? blob)
    {
        if (blob is not null)
        {
            entity[name + Blob] = blob;
        }
        else if (bytes is { } inline)
        {
            EntityBytes.Write(entity, name, inline.Span);
        }
    }

    private static void Set(TableEntity entity, string name, string? value)
    {
        if (value is not null)
        {
            entity[name] = value;
        }
    }
}
