using System.Security.Cryptography;
using Microsoft.Data.Sqlite;

namespace OrderRelay.Local.Sqlite;

/// <summary>One database file: creates it whole or not at all, refuses it when damaged, opens connections to it.</summary>
internal sealed class Database
{
    /// <summary>Up to this size a file is checked through when it is opened; the check reads all of it.</summary>
    private const long CheckedUpTo = 64L << 20;

    /// <summary>Milliseconds that a connection waits for another one's lock.</summary>
    public const int BusyMilliseconds = 2000;

    private readonly DatabaseDefinition _definition;

    private Database(string path, DatabaseDefinition definition)
    {
        Path = path;
        _definition = definition;
    }

    public string Path { get; }

    /// <exception cref="DatabaseUnusableException">The file is damaged, or written by a newer version.</exception>
    public static Database Open(DataFolder folder, DatabaseDefinition definition)
    {
        var database = new Database(folder.PathOf(definition.FileName), definition);
        if (!File.Exists(database.Path))
        {
            var log = database.Path + "-wal";
            if (File.Exists(log) && new FileInfo(log).Length > 0)
            {
                // SQLite would take it for the log of the database that is made here.
                throw DatabaseUnusableException.Missing(database.Path, log);
            }

            database.Create();
        }

        database.Check();
        return database;
    }

    /// <summary>A connection that writes; there is one per file.</summary>
    public SqliteConnection OpenWriter()
    {
        var connection = Connect(Path);
        // Checkpoints run beside the commits, never inside one: see WalKeeper.
        Execute(connection, $"""
            PRAGMA wal_autocheckpoint=0;
            PRAGMA cache_size=-8192;
            PRAGMA temp_store=MEMORY;
            PRAGMA busy_timeout={BusyMilliseconds};
            PRAGMA secure_delete={(_definition.SecureDelete ? "ON" : "OFF")};
            """);
        return connection;
    }

    /// <summary>Prepares a writer's statements. Where they do not fit the tables, the file is none of this version.</summary>
    /// <exception cref="DatabaseUnusableException">They do not fit; the connection is closed.</exception>
    public TSession Prepare<TSession>(SqliteConnection writer, Func<SqliteConnection, TSession> session)
    {
        try
        {
            return session(writer);
        }
        catch (SqliteException failure)
        {
            writer.Dispose();
            throw DatabaseUnusableException.Damaged(Path, failure.Message, failure);
        }
    }

    /// <summary>A connection that only reads, on a snapshot of its own.</summary>
    public SqliteConnection OpenReader()
    {
        var connection = Connect(Path);
        Execute(connection, $"""
            PRAGMA query_only=1;
            PRAGMA wal_autocheckpoint=0;
            PRAGMA cache_size=-8192;
            PRAGMA busy_timeout={BusyMilliseconds};
            """);
        return connection;
    }

    /// <summary>A connection for checkpoints, which sync the database before the log may be reused.</summary>
    public SqliteConnection OpenCheckpointer()
    {
        var connection = Connect(Path);
        Execute(connection, "PRAGMA wal_autocheckpoint=0; PRAGMA synchronous=FULL;");
        return connection;
    }

    public static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        _ = command.ExecuteNonQuery();
    }

    public static long Scalar(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar() is long value ? value : 0;
    }

    /// <summary>By which a file is told from another one that takes its place. Files of before have none: 0.</summary>
    private static int DrawNumber() => RandomNumberGenerator.GetInt32(1, int.MaxValue);

    private static SqliteConnection Connect(string path)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = path,
            Mode = SqliteOpenMode.ReadWriteCreate,
            Pooling = false,
        }.ToString());
        connection.Open();
        return connection;
    }

    /// <summary>Built under another name and renamed once complete: an empty or half-made file is damage, never a start.</summary>
    private void Create()
    {
        var unfinished = Path + ".new";
        File.Delete(unfinished);
        using (var connection = Connect(unfinished))
        {
            Execute(connection, $"PRAGMA page_size={_definition.PageSize}; PRAGMA journal_mode=WAL;");
            Execute(connection, $"BEGIN; {_definition.Schema} PRAGMA application_id={DrawNumber()}; PRAGMA user_version={_definition.Version}; COMMIT;");
        }

        File.Move(unfinished, Path);
    }

    private void Check()
    {
        long version;
        try
        {
            if (new FileInfo(Path).Length == 0)
            {
                throw DatabaseUnusableException.Damaged(Path, "it is empty");
            }

            using var connection = Connect(Path);
            version = Scalar(connection, "PRAGMA user_version;");
            if (new FileInfo(Path).Length <= CheckedUpTo)
            {
                CheckThrough(connection);
            }
        }
        catch (SqliteException failure)
        {
            throw DatabaseUnusableException.Damaged(Path, failure.Message, failure);
        }

        if (version == 0)
        {
            throw DatabaseUnusableException.Damaged(Path, "it is no database of orderrelay");
        }

        if (version > _definition.Version)
        {
            throw DatabaseUnusableException.Newer(Path, version, _definition.Version);
        }

        Upgrade(version);
    }

    /// <summary>One transaction per version: an upgrade that was cut short goes on from where it came to.</summary>
    private void Upgrade(long version)
    {
        if (version == _definition.Version)
        {
            return;
        }

        using var connection = Connect(Path);
        Execute(connection, $"PRAGMA secure_delete={(_definition.SecureDelete ? "ON" : "OFF")};");
        _definition.Functions?.Invoke(connection);
        for (; version < _definition.Version; version++)
        {
            Execute(connection, $"BEGIN IMMEDIATE; {_definition.Upgrades[(int)version - 1]} PRAGMA user_version={version + 1}; COMMIT;");
        }
    }

    private void CheckThrough(SqliteConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA quick_check(1);";
        if (command.ExecuteScalar() is string answer && answer != "ok")
        {
            throw DatabaseUnusableException.Damaged(Path, answer);
        }
    }
}
