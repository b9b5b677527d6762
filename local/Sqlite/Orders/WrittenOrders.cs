using OrderRelay.Core.Orders;

namespace OrderRelay.Local.Sqlite;

/// <summary>Rows that this writer wrote last, as they are in the file: an order that is moving is not looked for again. Nobody else
/// writes the file.</summary>
internal sealed class WrittenOrders
{
    private const int Capacity = 20_000;

    private readonly Dictionary<OrderKey, OrderColumns> _rows = [];

    public OrderColumns? Find(OrderKey key) => _rows.GetValueOrDefault(key);

    public void Put(OrderKey key, OrderColumns row)
    {
        if (_rows.Count >= Capacity)
        {
            _rows.Clear();
        }

        _rows[key] = row;
    }
}
