namespace OrderRelay.Local.Simulation;

/// <summary>What a run came to.</summary>
/// <param name="Options">What was asked for.</param>
/// <param name="Run">What was sent.</param>
/// <param name="Verification">How the relay's orders compare with the truth; null when that was not asked for.</param>
/// <param name="Stopped">It was ended before its end.</param>
internal sealed record SimulationOutcome(SimulationOptions Options, SimulationRun Run, VerificationResult? Verification, bool Stopped)
{
    /// <summary>Every event was acknowledged in the end, and nothing that the relay shows is wrong.</summary>
    public bool IsGood => !Stopped && Run.Tally.GivenUp == 0 && Verification is (null or { Wrong: 0 });
}
