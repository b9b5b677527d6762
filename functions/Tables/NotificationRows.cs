using System.Text.Json;
using Azure.Data.Tables;
using OrderRelay.Core.Orders;
using OrderRelay.Core.Ports;

namespace OrderRelay.Functions.Tables;

/// <summary>
/// Rows of the notification log: an entry by its id, which is the truth; and a copy by its day and one by its order, the
/// newest request first, so that each listing is one range read.
/// </summary>
internal static class NotificationRows
{
    private const string Days = "day";
    private const string EntryName = "Entry";
    private const string EntryRow = "entry";
    private const string HealthPartition = "health";

    public static IndexKeys KeysOf(string id) => new($"id|{TableKey.Escape(id)}", EntryRow);

    public static IndexKeys KeysOfHealth(string channel) => new(HealthPartition, TableKey.Escape(channel));

    public static TableEntity OfEntry(NotificationEntry entry) => Row(KeysOf(entry.Id), entry);

    /// <summary>The copies by which an entry is listed.</summary>
    public static TableEntity[] Listed(NotificationEntry entry)
    {
        var row = $"{TableKey.Descending(entry.RequestedAt)}{TableKey.Separator}{TableKey.Reverse(TableKey.Escape(entry.Id))}";
        return [
            Row(new($"{Days}{TableKey.Separator}{TableKey.DescendingDay(entry.RequestedAt)}", row), entry),
            Row(new(OrderPartition(entry.Order), row), entry),
        ];
    }

    /// <summary>The filter of a listing; the partitions of one order, or of all days.</summary>
    public static string QueryOf(string? provider, string? orderId)
    {
        if (provider is not null && orderId is not null)
        {
            return TableClient.CreateQueryFilter($"PartitionKey eq {OrderPartition(new OrderKey(provider, orderId))}");
        }

        var days = TableClient.CreateQueryFilter($"PartitionKey ge {Days + TableKey.Separator} and PartitionKey lt {Days + TableKey.PastSeparator}");
        return provider is not null ? $"{days} and {TableClient.CreateQueryFilter($"Provider eq {provider}")}"
            : orderId is not null ? $"{days} and {TableClient.CreateQueryFilter($"OrderId eq {orderId}")}"
            : days;
    }

    /// <summary>The filter of the copies by day that may be of before an instant; its own day has some of after it.</summary>
    public static string QueryBefore(DateTimeOffset instant)
        => TableClient.CreateQueryFilter($"PartitionKey ge {Days + TableKey.Separator + TableKey.DescendingDay(instant)} and PartitionKey lt {Days + TableKey.PastSeparator}");

    public static TableEntity OfHealth(ChannelHealth health)
    {
        var keys = KeysOfHealth(health.Channel);
        var entity = new TableEntity(keys.Partition, keys.Row);
        EntityBytes.Write(entity, EntryName, JsonSerializer.SerializeToUtf8Bytes(health, TableJsonContext.Default.ChannelHealth));
        return entity;
    }

    public static NotificationEntry ReadEntry(TableEntity entity)
        => JsonSerializer.Deserialize(EntityBytes.Read(entity, EntryName), TableJsonContext.Default.NotificationEntry)
            ?? throw new InvalidDataException($"row {entity.RowKey} holds no entry");

    public static ChannelHealth ReadHealth(TableEntity entity)
        => JsonSerializer.Deserialize(EntityBytes.Read(entity, EntryName), TableJsonContext.Default.ChannelHealth)
            ?? throw new InvalidDataException($"row {entity.RowKey} holds no channel's health");

    private static string OrderPartition(OrderKey order) => $"order{TableKey.Separator}{TableKey.Of(order)}";

    private static TableEntity Row(IndexKeys keys, NotificationEntry entry)
    {
        var entity = new TableEntity(keys.Partition, keys.Row) { ["Provider"] = entry.Order.Provider, ["OrderId"] = entry.Order.OrderId, ["Status"] = entry.Status };
        EntityBytes.Write(entity, EntryName, JsonSerializer.SerializeToUtf8Bytes(entry, TableJsonContext.Default.NotificationEntry));
        return entity;
    }
}
