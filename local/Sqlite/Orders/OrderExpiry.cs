using System.Globalization;
using Microsoft.Data.Sqlite;
using OrderRelay.Core.Orders;
using OrderRelay.Core.Ports;

namespace OrderRelay.Local.Sqlite;

/// <summary>
/// Reads what retention looks at. Rows are walked in the order in which they were stored, so that the walk for bodies ends at the first
/// event that is younger, and the next one begins where nothing older is left.
/// </summary>
internal sealed class OrderExpiry(SqliteConnection connection)
{
    /// <summary>Events with a body behind a row, as long as they were stored before an instant.</summary>
    /// <returns>Their rows; and whether there may be more.</returns>
    public (List<long> Events, bool More) Bodies(long behind, DateTimeOffset before, int limit)
    {
        using var query = new Statement(connection, "SELECT id, arrival FROM events WHERE id > ?1 AND raw IS NOT NULL ORDER BY id LIMIT ?2");
        _ = query.Bind(1, behind).Bind(2, limit);
        List<long> events = [];
        while (query.Step())
        {
            if (ArrivalJson.Read(query.Blob(1)).ProjectedAt >= before)
            {
                return (events, false);
            }

            events.Add(query.Long(0));
        }

        return (events, events.Count == limit);
    }

    public AgedOrders Aged(long behind, DateTimeOffset before, int limit)
    {
        using var query = new Statement(connection, """
            SELECT id, provider, order_id FROM orders WHERE id > ?1 AND erased_at IS NULL AND last_event_at < ?2 ORDER BY id LIMIT ?3
            """);
        _ = query.Bind(1, behind).Bind(2, before.UtcTicks).Bind(3, limit);
        List<OrderKey> orders = [];
        var (looked, last) = (0, behind);
        while (query.Step())
        {
            last = query.Long(0);
            looked++;
            if (!IsHeardOf(last, before))
            {
                orders.Add(new(query.Text(1), query.Text(2)));
            }
        }

        return new(orders, looked == limit ? last.ToString(CultureInfo.InvariantCulture) : null);
    }

    private bool IsHeardOf(long order, DateTimeOffset since)
    {
        using var query = new Statement(connection, "SELECT e.arrival FROM history h JOIN events e ON e.id = h.event WHERE h.order_ref = ?1");
        _ = query.Bind(1, order);
        while (query.Step())
        {
            if (ArrivalJson.Read(query.Blob(0)).LastReceivedAt >= since)
            {
                return true;
            }
        }

        return false;
    }
}
