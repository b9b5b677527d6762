using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;

namespace OrderRelay.Local.Sqlite;

/// <summary>Read-only connections with their prepared statements, as many as are read with at once.</summary>
/// <typeparam name="TReader">The statements.</typeparam>
internal sealed class ReaderPool<TReader>(Database database, Func<SqliteConnection, TReader> prepare) : IDisposable
    where TReader : class, IDisposable
{
    private readonly ConcurrentBag<(SqliteConnection Connection, TReader Reader)> _free = [];
    private volatile bool _disposed;

    public TResult Read<TArgument, TResult>(TArgument argument, Func<TReader, TArgument, TResult> read)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (!_free.TryTake(out var rented))
        {
            var connection = database.OpenReader();
            rented = (connection, prepare(connection));
        }

        try
        {
            var result = read(rented.Reader, argument);
            Return(rented);
            return result;
        }
        catch
        {
            Close(rented);
            throw;
        }
    }

    public void Dispose()
    {
        _disposed = true;
        while (_free.TryTake(out var rented))
        {
            Close(rented);
        }
    }

    private void Return((SqliteConnection Connection, TReader Reader) rented)
    {
        if (_disposed)
        {
            Close(rented);
            return;
        }

        _free.Add(rented);
    }

    private static void Close((SqliteConnection Connection, TReader Reader) rented)
    {
        rented.Reader.Dispose();
        rented.Connection.Dispose();
    }
}
