using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace OrderRelay.Local.Sqlite;

/// <summary>Tells a disk or a file that fails, and would fail every work of a group, from a work that fails by itself.</summary>
internal static class StorageFailure
{
    public static bool Is(Exception failure) => failure is IOException
        or SqliteException
    {
        SqliteErrorCode: raw.SQLITE_FULL or raw.SQLITE_IOERR or raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB or raw.SQLITE_CANTOPEN
                or raw.SQLITE_READONLY or raw.SQLITE_NOMEM or raw.SQLITE_BUSY or raw.SQLITE_LOCKED
    };
}
