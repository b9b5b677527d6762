namespace OrderRelay.Faults.Disk;

/// <summary>A test that preloads <c>native/faultio.c</c>: skipped, with the reason, where that cannot be built.</summary>
public sealed class NativeFactAttribute : FactAttribute
{
    public NativeFactAttribute() => Skip = NativeTools.Unavailable;
}

/// <summary>The same, with several sets of arguments.</summary>
public sealed class NativeTheoryAttribute : TheoryAttribute
{
    public NativeTheoryAttribute() => Skip = NativeTools.Unavailable;
}
