using Azure.Data.Tables;
using OrderRelay.Core.Ports;

namespace OrderRelay.Functions.Tables;

/// <summary>A filter of letters in the service's words.</summary>
internal static class DeskQuery
{
    public static string Of(DeadLetterFilter filter)
    {
        // Rows lie by when their message was received, which says little about when it died: no bound on the day.
        List<string> conditions = [TableClient.CreateQueryFilter($"PartitionKey lt {DeadLetterRows.PastLetters}")];
        if (filter.Since is { } since)
        {
            conditions.Add(TableClient.CreateQueryFilter($"DeadAt ge {OrderRows.Storable(since)}"));
        }

        Equal(conditions, "Reason", filter.Reason?.ToString());
        Equal(conditions, "Provider", filter.Provider);
        Equal(conditions, "Status", filter.Status?.ToString());
        Equal(conditions, "Fingerprint", filter.Fingerprint);
        Equal(conditions, "OrderId", filter.OrderId);
        Equal(conditions, "ReplayJob", filter.ReplayJob);
        return string.Join(" and ", conditions);
    }

    /// <summary>Letters that were dead-lettered before an instant.</summary>
    public static string Before(DateTimeOffset instant)
        => TableClient.CreateQueryFilter($"PartitionKey lt {DeadLetterRows.PastLetters} and DeadAt lt {OrderRows.Storable(instant)}");

    private static void Equal(List<string> conditions, string column, string? value)
    {
        if (value is not null)
        {
            conditions.Add($"{column} {TableClient.CreateQueryFilter($"eq {value}")}");
        }
    }
}
