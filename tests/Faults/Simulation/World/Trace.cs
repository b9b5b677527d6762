using System.Globalization;

namespace OrderRelay.Faults.Simulation.World;

/// <summary>What happened in a world, in order: always as a hash, and as lines where somebody wants to read them.</summary>
internal sealed class Trace(Scheduler scheduler, Action<string>? print)
{
    private const ulong Prime = 0x100000001b3;

    /// <summary>Equal for two runs that took the same steps at the same times (FNV-1a).</summary>
    public ulong Hash { get; private set; } = 0xcbf29ce484222325;

    public void Add(string process, string what, string detail = "")
    {
        Mix((ulong)scheduler.Now.UtcTicks);
        Mix(process);
        Mix(what);
        Mix(detail);
        print?.Invoke(string.Create(CultureInfo.InvariantCulture, $"{scheduler.Now:HH:mm:ss.fff} {process,-5} {what} {detail}"));
    }

    private void Mix(ulong value) => Hash = (Hash ^ value) * Prime;

    private void Mix(string text)
    {
        foreach (var character in text)
        {
            Hash = (Hash ^ character) * Prime;
        }
    }
}
