namespace OrderRelay.Faults.Disk;

/// <summary>An ext4 in a sparse file, mounted through a loop device: a disk whose power can be cut.</summary>
internal sealed class LoopDisk : IDisposable
{
    private static readonly Lazy<string?> Probed = new(Probe);

    private readonly string parent = Directory.CreateTempSubdirectory("orderrelay-loop-").FullName;
    private bool mounted;

    /// <param name="megabytes">Its size.</param>
    public LoopDisk(int megabytes = 512)
    {
        using (var image = File.Create(Image))
        {
            image.SetLength((long)megabytes << 20);
        }

        _ = Directory.CreateDirectory(MountPoint);
        Shell.Run("mkfs.ext4", "-q", "-E", "lazy_itable_init=1", Image);
        Mount();
    }

    /// <summary>Why there can be none here; null when there can.</summary>
    public static string? Unavailable => Probed.Value;

    /// <summary>A folder on it, for a relay's data.</summary>
    public string DataFolder => Path.Combine(MountPoint, "data");

    /// <summary>Where it is mounted.</summary>
    public string MountPoint => Path.Combine(parent, "disk");

    private string Image => Path.Combine(parent, "image");

    /// <summary>The power goes: what the disk did not have is gone, and nothing can be written any more.</summary>
    public void CutPower() => Shell.Run(NativeTools.PowerOff, MountPoint);

    /// <summary>The power is back: the file system's journal is replayed.</summary>
    public void Restart()
    {
        Unmount();
        Mount();
    }

    /// <summary>Mounts it so that nobody can write.</summary>
    public void RestartReadOnly()
    {
        Unmount();
        Shell.Run("mount", "-o", "loop,ro", Image, MountPoint);
        mounted = true;
    }

    public void Dispose()
    {
        Unmount();
        Directory.Delete(parent, recursive: true);
    }

    private void Mount()
    {
        Shell.Run("mount", "-o", "loop", Image, MountPoint);
        mounted = true;
    }

    private void Unmount()
    {
        if (mounted)
        {
            Shell.Run("umount", MountPoint);
            mounted = false;
        }
    }

    /// <summary>Tries it with a small one, since a container may be root and still not be allowed to.</summary>
    private static string? Probe()
    {
        if (NativeTools.Unavailable is { } why)
        {
            return why;
        }

        if (!Environment.IsPrivilegedProcess)
        {
            return "mounting a disk takes root; try: sudo -E dotnet test tests/Faults";
        }

        try
        {
            using var disk = new LoopDisk(megabytes: 8);
            return null;
        }
        catch (Exception refused) when (refused is Xunit.Sdk.XunitException or IOException)
        {
            return $"no loop-mounted ext4 here: {refused.Message}";
        }
    }
}

/// <summary>A test with a disk of its own: skipped, with the reason, where none can be mounted.</summary>
public sealed class LoopFactAttribute : FactAttribute
{
    public LoopFactAttribute() => Skip = LoopDisk.Unavailable;
}
