using Microsoft.Data.Sqlite;

namespace OrderRelay.Local.Sqlite;

/// <summary>The orders that a name may belong to, on one connection.</summary>
internal sealed class LookupReader(SqliteConnection connection, NewLookups lookups) : IDisposable
{
    private readonly Statement _index = new(connection, "SELECT order_ref FROM lookups WHERE hash = ?1");
    private readonly List<long> _orders = [];

    /// <summary>Rows of which those that bear the name are some; the same one may be there twice. Until the next call.</summary>
    public List<long> Orders(long hash)
    {
        _orders.Clear();

        // Memory before the file: what is moved in between is then in both rather than in neither.
        lookups.Find(hash, _orders);
        _ = _index.Bind(1, hash);
        while (_index.Step())
        {
            _orders.Add(_index.Long(0));
        }

        return _orders;
    }

    public void Dispose() => _index.Dispose();
}
