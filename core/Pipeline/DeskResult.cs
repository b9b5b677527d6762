namespace OrderRelay.Core.Pipeline;

/// <summary>What became of a request to the desk.</summary>
public enum DeskResult
{
    Done,
    NotFound,

    /// <summary>The letter was resolved or discarded, or someone else was quicker.</summary>
    AlreadySettled,

    /// <summary>Its bytes were erased with the order's personal data.</summary>
    BodyErased,

    /// <summary>Its body is not JSON, or its provider is not built in: nothing to enqueue.</summary>
    NotReplayable,

    /// <summary>Its credential was wrong: an operator has to release it.</summary>
    NeedsRelease,

    /// <summary>Nothing to release: its credential was right.</summary>
    NotQuarantined,

    /// <summary>The new body is not JSON either.</summary>
    EditNotJson,
}

/// <summary>How letters are replayed.</summary>
/// <param name="WithoutNotifications">Tell nobody of what it changes.</param>
/// <param name="Release">Let in what came with a wrong credential.</param>
/// <param name="Job">The job that asks for it; null for a person.</param>
public sealed record ReplayTerms(bool WithoutNotifications, bool Release = false, string? Job = null);
