using System.Text.Json;
using Azure.Data.Tables;
using OrderRelay.Core.Pipeline;

namespace OrderRelay.Functions.Tables;

/// <summary>
/// Rows of the desk: a letter by its id, so placed that one range read walks the letters newest first; and beside
/// it a pointer by its order, so that an erasure finds them.
/// </summary>
internal static class DeadLetterRows
{
    /// <summary>Every letter's partition lies before it, every pointer's behind it.</summary>
    public const string PastLetters = "order|";

    private const string BlobName = "BodyBlob";
    private const string BodyName = "Body";
    private const string LetterName = "Letter";

    /// <summary>Ids sort by time; with their digits turned around they sort the newest first. The first eight are the day.</summary>
    public static IndexKeys KeysOf(string id)
    {
        var escaped = TableKey.Escape(id);
        var row = string.Create(escaped.Length, escaped, static (turned, id) =>
        {
            for (var i = 0; i < id.Length; i++)
            {
                turned[i] = char.IsAsciiDigit(id[i]) ? (char)('9' - (id[i] - '0')) : id[i];
            }
        });
        return new($"day|{row[..Math.Min(8, row.Length)]}", row);
    }

    public static string OrderPartition(string provider, string orderId)
        => $"{PastLetters}{TableKey.Escape(provider)}{TableKey.Separator}{TableKey.Escape(orderId)}";

    public static TableEntity OfLetter(DeadLetter letter, ReadOnlyMemory<byte>? body, string? blob)
    {
        var keys = KeysOf(letter.Id);
        var entity = new TableEntity(keys.Partition, keys.Row)
        {
            ["Status"] = letter.Status.ToString(),
            ["Reason"] = letter.Reason.ToString(),
            ["Provider"] = letter.Provider,
            ["DeadAt"] = OrderRows.Storable(letter.DeadAt),
        };
        EntityBytes.Write(entity, LetterName, JsonSerializer.SerializeToUtf8Bytes(letter, TableJsonContext.Default.DeadLetter));
        if (blob is not null)
        {
            entity[BlobName] = blob;
        }
        else if (body is { } bytes)
        {
            EntityBytes.Write(entity, BodyName, bytes.Span);
        }

        return entity;
    }

    /// <summary>The letter with the bytes that the row holds; see <see cref="BlobOf"/> for the others.</summary>
    public static DeadLetter Read(TableEntity entity) => ReadWithoutBody(entity) with { Body = EntityBytes.ReadMemory(entity, BodyName) };

    public static DeadLetter ReadWithoutBody(TableEntity entity)
        => JsonSerializer.Deserialize(EntityBytes.Read(entity, LetterName), TableJsonContext.Default.DeadLetter)
            ?? throw new InvalidDataException($"row {entity.RowKey} holds no letter");

    public static string? BlobOf(TableEntity entity) => entity.GetString(BlobName);

    /// <summary>The columns that a list needs: bodies stay where they are.</summary>
    public static readonly string[] ListColumns = ["PartitionKey", "RowKey", LetterName, $"{LetterName}Length"];
}
