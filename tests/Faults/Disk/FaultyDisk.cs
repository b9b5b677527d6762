using System.Globalization;

namespace OrderRelay.Faults.Disk;

/// <summary>What is wrong with the disk that a relay's data folder lies on, as the environment of its process.</summary>
internal sealed class FaultyDisk
{
    public const int NoSpace = 28;
    public const int InputOutput = 5;
    public const int ReadOnly = 30;

    private readonly string folder;
    private readonly string armed;
    private readonly Dictionary<string, string> environment = [];

    /// <param name="dataFolder">Only files below it are touched by a fault.</param>
    public FaultyDisk(string dataFolder)
    {
        folder = Path.GetFullPath(dataFolder);
        armed = folder + ".armed";
        environment["LD_PRELOAD"] = NativeTools.FaultIo;
        environment["FAULTIO_DIR"] = folder;
    }

    /// <summary>For the process to be started with.</summary>
    public IReadOnlyDictionary<string, string> Environment => environment;

    /// <summary>Only files whose path contains this, or ends so when a <c>$</c> stands behind it.</summary>
    public FaultyDisk Only(string path) => With("MATCH", path);

    /// <summary>Nothing is wrong until <see cref="Arm"/>.</summary>
    public FaultyDisk OnceArmed() => With("ARM", armed);

    /// <summary>The process dies before that call, as by SIGKILL.</summary>
    public FaultyDisk CrashAt(long call) => With("CRASH_AT", call.ToString(CultureInfo.InvariantCulture));

    /// <summary>With the process goes everything that was not synced.</summary>
    public FaultyDisk LosingAllUnsynced() => With("POWER", "1");

    /// <summary>With the process goes a part of what was not synced, whatever its order.</summary>
    public FaultyDisk LosingSomeUnsynced(int seed) => With("POWER", "2").With("SEED", seed.ToString(CultureInfo.InvariantCulture));

    /// <summary>Syncs fail, for ever or so often.</summary>
    public FaultyDisk FailingSyncs(int error, int? times = null) => Failing("sync", error, times);

    /// <summary>Writes fail, for ever or so often.</summary>
    public FaultyDisk FailingWrites(int error, int? times = null) => Failing("write", error, times);

    /// <summary>Syncs say that they synced and did not: for the log of SQLite that is what <c>synchronous=NORMAL</c> does.</summary>
    public FaultyDisk Lying() => With("NOSYNC", "1");

    /// <summary>Tells how many calls there were.</summary>
    public FaultyDisk CountingIn(SharedNumber number) => With("COUNT", number.FilePath);

    /// <summary>The wall clock is wrong by so many nanoseconds.</summary>
    public FaultyDisk ShiftingClockBy(SharedNumber nanoseconds) => With("CLOCK", nanoseconds.FilePath);

    /// <summary>From now on the disk is bad.</summary>
    public void Arm() => File.WriteAllText(armed, "");

    /// <summary>And good again.</summary>
    public void Disarm() => File.Delete(armed);

    private FaultyDisk Failing(string what, int error, int? times)
    {
        _ = With("FAIL", what).With("ERRNO", error.ToString(CultureInfo.InvariantCulture));
        return times is { } number ? With("FAILURES", number.ToString(CultureInfo.InvariantCulture)) : this;
    }

    private FaultyDisk With(string name, string value)
    {
        environment["FAULTIO_" + name] = value;
        return this;
    }
}
