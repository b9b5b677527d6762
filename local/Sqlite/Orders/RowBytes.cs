using System.Buffers;

namespace OrderRelay.Local.Sqlite;

/// <summary>The bytes of one commit's rows, in a few arrays that a later commit uses again instead of two arrays for each row.</summary>
internal sealed class RowBytes : IDisposable
{
    private const int ArrayBytes = 64 << 10;

    private readonly List<byte[]> _arrays = [];
    private int _used;

    /// <returns>A copy, until this is disposed.</returns>
    public ReadOnlyMemory<byte> Add(ReadOnlySpan<byte> bytes)
    {
        if (_arrays.Count == 0 || _arrays[^1].Length - _used < bytes.Length)
        {
            _arrays.Add(ArrayPool<byte>.Shared.Rent(Math.Max(ArrayBytes, bytes.Length)));
            _used = 0;
        }

        var copy = _arrays[^1].AsMemory(_used, bytes.Length);
        bytes.CopyTo(copy.Span);
        _used += bytes.Length;
        return copy;
    }

    public void Dispose()
    {
        foreach (var array in _arrays)
        {
            ArrayPool<byte>.Shared.Return(array);
        }

        _arrays.Clear();
    }
}
