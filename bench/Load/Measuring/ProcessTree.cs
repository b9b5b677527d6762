using System.Globalization;

namespace OrderRelay.Load.Measuring;

/// <summary>
/// Processes together with all that descend from them: a database serves each connection by a child, a Node program
/// runs a process per core. What a child took that has ended is in its parent's sum.
/// </summary>
internal static class ProcessTree
{
    /// <param name="roots">Where the trees begin.</param>
    /// <returns>Null when a root is gone, or there is no <c>/proc</c>.</returns>
    public static ProcessSample? Sample(IReadOnlyCollection<int> roots)
    {
        var stats = ReadAll();
        if (roots.Count == 0 || roots.Any(root => !stats.ContainsKey(root)))
            return null;

        var members = WithDescendants(roots, stats.ToDictionary(pair => pair.Key, pair => ProcessSample.ParentOf(pair.Value)));
        var samples = members.Select(pid => ProcessSample.Parse(stats[pid], Environment.SystemPageSize)).ToArray();
        return new ProcessSample(
            samples.Sum(static s => s.CpuSeconds + s.ReapedCpuSeconds),
            samples.Sum(static s => s.RssMegabytes))
        {
            PssMegabytes = Pss(members),
            Disk = Disk(members),
        };
    }

    /// <param name="roots">Members in any case.</param>
    /// <param name="parents">Each process's parent.</param>
    internal static HashSet<int> WithDescendants(IEnumerable<int> roots, Dictionary<int, int> parents)
    {
        var children = parents.ToLookup(pair => pair.Value, pair => pair.Key);
        var found = new HashSet<int>();
        var open = new Stack<int>(roots);
        while (open.TryPop(out var pid))
        {
            if (!found.Add(pid))
                continue;

            foreach (var child in children[pid])
                open.Push(child);
        }

        return found;
    }

    /// <param name="rollup">The text of <c>/proc/PID/smaps_rollup</c>.</param>
    /// <returns>Resident memory in which a page that n processes share counts for one n-th, in 10^6 bytes.</returns>
    internal static double? ParsePss(string rollup)
    {
        var line = rollup.Split('\n').FirstOrDefault(static l => l.StartsWith("Pss:", StringComparison.Ordinal));
        return line is null ? null : long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) * 1024 / 1e6;
    }

    private static double? Pss(IEnumerable<int> members) => Known(() => members.Sum(static pid => ParsePss(File.ReadAllText($"/proc/{pid}/smaps_rollup"))));

    private static DiskTraffic? Disk(IEnumerable<int> members) => Known(() => members
        .Select(static pid => DiskTraffic.Parse(File.ReadAllText($"/proc/{pid}/io")))
        .Aggregate((DiskTraffic?)default(DiskTraffic), static (sum, next) => sum + next));

    /// <summary>A process may end, or be another user's.</summary>
    private static T? Known<T>(Func<T?> read)
        where T : struct
    {
        try
        {
            return read();
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static Dictionary<int, string> ReadAll()
    {
        var stats = new Dictionary<int, string>();
        if (!Directory.Exists("/proc"))
            return stats;

        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            if (!int.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out var pid))
                continue;

            try
            {
                stats[pid] = File.ReadAllText($"{folder}/stat");
            }
            catch (IOException)
            {
                // It ended since the folder was listed: its parent has its sum.
            }
        }

        return stats;
    }
}
