using System.IO.MemoryMappedFiles;

namespace OrderRelay.Faults.Disk;

/// <summary>A number that a test and a process with the shim both see.</summary>
internal sealed class SharedNumber : IDisposable
{
    private readonly MemoryMappedFile file;
    private readonly MemoryMappedViewAccessor view;

    public SharedNumber()
    {
        FilePath = Path.GetTempFileName();
        File.WriteAllBytes(FilePath, new byte[sizeof(long)]);
        file = MemoryMappedFile.CreateFromFile(FilePath);
        view = file.CreateViewAccessor(0, sizeof(long));
    }

    public string FilePath { get; }

    public long Value
    {
        get => view.ReadInt64(0);
        set => view.Write(0, value);
    }

    public void Dispose()
    {
        view.Dispose();
        file.Dispose();
        File.Delete(FilePath);
    }
}
