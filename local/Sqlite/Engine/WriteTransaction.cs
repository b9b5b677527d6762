using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace OrderRelay.Local.Sqlite;

/// <summary>The writer's transactions, one after the other, and whether their commits sync the log.</summary>
internal sealed class WriteTransaction(SqliteConnection connection) : IDisposable
{
    private readonly Statement _begin = new(connection, "BEGIN IMMEDIATE");
    private readonly Statement _commit = new(connection, "COMMIT");
    private readonly Statement _rollback = new(connection, "ROLLBACK");
    private bool? _syncs;

    /// <summary>Why this file must not be written any more before it is opened anew.</summary>
    public Exception? Broken { get; private set; }

    /// <summary>A commit synced the log; with the first one its entry in the folder is on the disk too.</summary>
    public bool HasSynced { get; private set; }

    /// <param name="synced">Whether the commit syncs the log. Whatever was committed without is synced with the next that does.</param>
    public void Begin(bool synced)
    {
        if (synced != _syncs)
        {
            SqliteException.ThrowExceptionForRC(
                raw.sqlite3_exec(connection.Handle!, synced ? "PRAGMA synchronous=FULL" : "PRAGMA synchronous=NORMAL"), connection.Handle!);
            _syncs = synced;
        }

        _ = _begin.Run();
    }

    public void Commit()
    {
        _ = _commit.Run();
        HasSynced |= _syncs == true;
    }

    public void RollBack(Exception failure)
    {
        if (failure is SqliteException { SqliteExtendedErrorCode: raw.SQLITE_IOERR_FSYNC or raw.SQLITE_IOERR_DIR_FSYNC })
        {
            // After a failed sync the kernel may report the next one well without having written a byte of this one.
            Broken = failure;
        }

        if (raw.sqlite3_get_autocommit(connection.Handle!) == 0)
        {
            try
            {
                _ = _rollback.Run();
            }
            catch (SqliteException second)
            {
                Broken = second;
            }
        }
    }

    public void Dispose()
    {
        _begin.Dispose();
        _commit.Dispose();
        _rollback.Dispose();
    }
}
