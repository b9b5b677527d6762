using Azure.Data.Tables;
using OrderRelay.Core.Orders;
using OrderRelay.Core.Ports;

namespace OrderRelay.Functions.Tables;

/// <summary>The rows of one order's partition: one <c>state</c>, and one per event, addressed by the event's identity so that
/// the service itself refuses an event twice.</summary>
internal static class OrderRows
{
    public const string StateKey = "state";
    public const string BlobColumn = "RawBlob";
    public const string ErasedColumn = "ErasedAt";
    public const string RawLengthColumn = $"{RawName}Length";

    private const string FirstEventKey = "event|";
    private const string PastEventKey = "event}";
    private const string ArrivalName = "Arrival";
    private const string EventName = "Event";
    private const string FurtherName = "Further";
    private const string RawName = "Raw";
    private const string StateName = "State";

    /// <summary>What <see cref="ReadArrival"/> needs.</summary>
    public static readonly string[] ArrivalColumns = [ArrivalName, $"{ArrivalName}Length"];

    /// <summary>The filter for every event row there is.</summary>
    public static string Events { get; } = TableClient.CreateQueryFilter($"RowKey ge {FirstEventKey} and RowKey lt {PastEventKey}");

    /// <summary>The filter for every event row of one order.</summary>
    public static string EventsOf(OrderKey key) => EventsOf(TableKey.Of(key));

    public static string EventsOf(string partition) => $"{TableClient.CreateQueryFilter($"PartitionKey eq {partition}")} and {Events}";

    /// <summary>The filter for the states of orders whose last event happened before an instant.</summary>
    public static string StatesBefore(DateTimeOffset instant)
        => TableClient.CreateQueryFilter($"RowKey eq {StateKey} and LastEventAt lt {Storable(instant)}");

    public static string KeyOf(EventRow row) => row.IsFurtherContent
        ? KeyOf(row.Event.Identity, row.Event.Content)
        : KeyOf(row.Event.Identity);

    public static string KeyOf(EventIdentity identity) => $"{FirstEventKey}{TableKey.Hash(identity)}";

    public static string KeyOf(EventIdentity identity, ContentHash content) => $"{KeyOf(identity)}{TableKey.Separator}{content.Value}";

    public static TableEntity OfState(OrderState state, byte[] stateJson, DateTimeOffset? erasedAt)
    {
        var entity = new TableEntity(TableKey.Of(state.Key), StateKey)
        {
            ["Headline"] = StatusNames.Of(state.Headline),
            ["LastEventAt"] = Storable(state.LastEventAt),
        };
        EntityBytes.Write(entity, StateName, stateJson);
        if (erasedAt is { } at)
        {
            entity[ErasedColumn] = at;
        }

        return entity;
    }

    public static OrderState ReadState(TableEntity entity)
        => OrderJson.ReadState(EntityBytes.Read(entity, StateName) ?? throw new InvalidDataException($"row {entity.PartitionKey} holds no state"));

    public static StoredOrder Read(TableEntity entity)
    {
        var state = ReadState(entity);
        var erasedAt = entity.GetDateTimeOffset(ErasedColumn);
        return new(state, new OrderVersion(entity.ETag, erasedAt, IndexEntry.Of(state)).ToString(), erasedAt);
    }

    /// <param name="row">The event.</param>
    /// <param name="eventJson">Its stored form.</param>
    /// <param name="blob">Where its bytes lie, when not in the row.</param>
    public static TableEntity OfEvent(EventRow row, byte[] eventJson, string? blob)
    {
        var entity = new TableEntity(TableKey.Of(row.Event.Order), KeyOf(row)) { ["Content"] = row.Event.Content.Value };
        EntityBytes.Write(entity, EventName, eventJson);
        WriteArrival(entity, row.Arrival);
        if (row.IsFurtherContent)
        {
            entity[FurtherName] = true;
        }

        if (blob is not null)
        {
            entity[BlobColumn] = blob;
        }
        else if (row.Raw is { } raw)
        {
            EntityBytes.Write(entity, RawName, raw.Span);
        }

        return entity;
    }

    public static TableEntity OfArrival(EventRow row)
    {
        var entity = new TableEntity(TableKey.Of(row.Event.Order), KeyOf(row));
        WriteArrival(entity, row.Arrival);
        return entity;
    }

    /// <summary>Only what a new mapping says: arrival and bytes stay as they are in the row.</summary>
    public static TableEntity OfMapping(EventRow row, byte[] eventJson)
    {
        var entity = new TableEntity(TableKey.Of(row.Event.Order), KeyOf(row));
        EntityBytes.Write(entity, EventName, eventJson);
        return entity;
    }

    /// <summary>The state row with nothing new to say: writing it takes its version on, and fails where another did so before.</summary>
    public static TableEntity OfGuard(OrderState state) => new(TableKey.Of(state.Key), StateKey) { ["Guarded"] = true };

    /// <summary>The row without its bytes when those lie in a blob; <see cref="BlobOf"/> names it.</summary>
    public static EventRow ReadEvent(TableEntity entity) => new()
    {
        Event = OrderJson.ReadEvent(EntityBytes.Read(entity, EventName) ?? throw new InvalidDataException($"row {entity.RowKey} holds no event")),
        Arrival = ReadArrival(entity),
        Raw = EntityBytes.ReadMemory(entity, RawName),
        IsFurtherContent = entity.GetBoolean(FurtherName) ?? false,
    };

    public static string? BlobOf(TableEntity entity) => entity.GetString(BlobColumn);

    public static Arrival ReadArrival(TableEntity entity) => ArrivalJson.Read(EntityBytes.Read(entity, ArrivalName));

    /// <summary>Whether the row has its bytes, or knows where they lie.</summary>
    public static bool HasBody(TableEntity entity) => BlobOf(entity) is not null || entity.GetInt32(RawLengthColumn) is not null;

    private static void WriteArrival(TableEntity entity, Arrival arrival)
        => EntityBytes.Write(entity, ArrivalName, ArrivalJson.Write(arrival));

    /// <summary>The service knows no date before 1601; these columns are for people and filters, the truth is the state.</summary>
    internal static DateTimeOffset Storable(DateTimeOffset instant) => instant.Year < 1601 ? new(1601, 1, 1, 0, 0, 0, TimeSpan.Zero) : instant;
}
