namespace OrderRelay.Load.Http;

/// <summary>What a buffer holds of an answer.</summary>
/// <param name="State">How much of it is there.</param>
/// <param name="Status">The HTTP status, once whole.</param>
/// <param name="Length">Bytes of head and body, once whole.</param>
/// <param name="Close">The server ends the connection after it.</param>
internal readonly record struct Answer(AnswerState State, int Status, int Length, bool Close)
{
    public static Answer Incomplete => new(AnswerState.Incomplete, 0, 0, false);

    public static Answer Malformed => new(AnswerState.Malformed, 0, 0, true);
}

/// <summary>How much of an answer is there.</summary>
internal enum AnswerState
{
    Incomplete,
    Whole,
    Malformed,
}
