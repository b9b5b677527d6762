namespace OrderRelay.Faults.Disk;

/// <summary>A data folder of a test, gone with it.</summary>
internal sealed class Folder : IDisposable
{
    private readonly string parent = Directory.CreateTempSubdirectory("orderrelay-fault-").FullName;

    public Folder() => Directory.CreateDirectory(Path);

    public string Path => System.IO.Path.Combine(parent, "data");

    public string PathOf(string name) => System.IO.Path.Combine(Path, name);

    public Folder Copy()
    {
        var copy = new Folder();
        foreach (var file in Directory.EnumerateFiles(Path))
        {
            File.Copy(file, copy.PathOf(System.IO.Path.GetFileName(file)));
        }

        return copy;
    }

    public void Dispose() => Directory.Delete(parent, recursive: true);
}
