using Microsoft.Data.Sqlite;

namespace OrderRelay.Local.Sqlite;

/// <summary>
/// How far the events of settled messages reach in the orders' file, as the queue's database remembers it. SQLite ends reading a log
/// at its first damaged frame and takes the rest for never written: the queue has let go of those events, so without this mark they
/// would be gone without a word.
/// </summary>
/// <param name="orders">The file, and how far it has come.</param>
/// <param name="acceptLoss">Goes on where events are missing.</param>
internal sealed class ProjectedMark(SyncedEvents orders, bool acceptLoss)
{
    private long _written;
    private long _writing;

    /// <summary>Events that are missing and were accepted to be.</summary>
    public long Lost { get; private set; }

    /// <summary>Only looks: a start that fails for another reason has accepted nothing.</summary>
    /// <exception cref="DatabaseUnusableException">Events are missing.</exception>
    public void Check(SqliteConnection queue)
    {
        var through = Database.Scalar(queue, $"SELECT through FROM projected WHERE file = {orders.File}");
        if (through <= orders.Found)
        {
            return;
        }

        if (!acceptLoss)
        {
            throw DatabaseUnusableException.EventsMissing(orders.Path, through - orders.Found);
        }

        Lost = through - orders.Found;
    }

    /// <summary>With a group of settlements, each of which follows the commit of its order.</summary>
    public void Write(QueueStatements sql)
    {
        _writing = orders.Last;
        if (_writing > _written)
        {
            _ = sql.Projected.Bind(1, orders.File).Bind(2, _writing).Run();
        }
    }

    public void Committed() => _written = Math.Max(_written, _writing);
}
