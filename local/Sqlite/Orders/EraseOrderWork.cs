using OrderRelay.Core.Orders;

namespace OrderRelay.Local.Sqlite;

/// <summary>The erasure of one order's personal data.</summary>
internal sealed class EraseOrderWork(OrderKey key, DateTimeOffset at, OrderMemory memory) : CommitWork<OrderSession, bool>
{
    private WrittenChange? _written;

    public override void Write(OrderSession session) => _written = session.Erase(key, at);

    protected override void Committed()
    {
        Result = _written is not null;
        if (_written is { Order: { } order } written)
        {
            memory.Committed(key, order, written.Before);
        }
    }
}
