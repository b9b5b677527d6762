namespace OrderRelay.Bench.Tests.Running;

/// <summary>A test of the driver's sockets, which wait with a system call of Linux.</summary>
public sealed class LinuxFactAttribute : FactAttribute
{
    public LinuxFactAttribute()
    {
        if (!OperatingSystem.IsLinux())
            Skip = "the load driver runs on Linux only";
    }
}
