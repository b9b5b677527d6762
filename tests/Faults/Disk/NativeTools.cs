using System.Diagnostics;

namespace OrderRelay.Faults.Disk;

/// <summary>The programs in C that the tests bring along, compiled once per run.</summary>
internal static class NativeTools
{
    private static readonly Lazy<(string? Folder, string? Why)> Built = new(Build);

    /// <summary>Why they are not there; null when they are.</summary>
    public static string? Unavailable => Built.Value.Why;

    /// <summary>Stands between a process and its files when preloaded; <c>native/faultio.c</c> says how.</summary>
    public static string FaultIo => Path.Combine(Built.Value.Folder!, "faultio.so");

    /// <summary>Shuts an ext4 down as a power loss does.</summary>
    public static string PowerOff => Path.Combine(Built.Value.Folder!, "poweroff");

    private static (string?, string?) Build()
    {
        if (!OperatingSystem.IsLinux())
        {
            return (null, "disk faults are put in by LD_PRELOAD, which is Linux's");
        }

        var folder = Directory.CreateTempSubdirectory("orderrelay-native-").FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(folder, recursive: true);
        var source = Path.Combine(AppContext.BaseDirectory, "native");
        var wrong = Shell.TryRun("gcc", "-shared", "-fPIC", "-O2", "-o", Path.Combine(folder, "faultio.so"), Path.Combine(source, "faultio.c"), "-ldl", "-lpthread")
            ?? Shell.TryRun("gcc", "-O2", "-o", Path.Combine(folder, "poweroff"), Path.Combine(source, "poweroff.c"));
        return wrong is null ? (folder, null) : (null, $"gcc is needed to build tests/Faults/native: {wrong}");
    }
}

/// <summary>Other programs, run to their end.</summary>
internal static class Shell
{
    /// <summary>Runs it, and fails the test when it does not end well.</summary>
    public static void Run(string program, params string[] arguments)
    {
        var wrong = TryRun(program, arguments);
        Assert.True(wrong is null, $"{program} {string.Join(' ', arguments)}: {wrong}");
    }

    /// <returns>What went wrong; null when nothing did.</returns>
    public static string? TryRun(string program, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true, RedirectStandardOutput = true })!;
            var complaint = process.StandardError.ReadToEndAsync();
            _ = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0 ? null : $"{process.ExitCode} {complaint.Result}".Trim();
        }
        catch (System.ComponentModel.Win32Exception absent)
        {
            return absent.Message;
        }
    }
}
