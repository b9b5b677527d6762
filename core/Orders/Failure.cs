namespace OrderRelay.Core.Orders;

/// <summary>Why a delivery or an attempt failed, as the provider said it.</summary>
public sealed record Failure
{
    /// <summary>A number from the provider's own table, which is data and not code.</summary>
    public int? Code { get; init; }

    public string? Message { get; init; }

    /// <summary>Personal: free text written by the driver.</summary>
    public string? DriverMessage { get; init; }

    public Failure Over(Failure? earlier) => earlier is null ? this : this == earlier ? earlier : new()
    {
        Code = Code ?? earlier.Code,
        Message = Message ?? earlier.Message,
        DriverMessage = DriverMessage ?? earlier.DriverMessage,
    };
}
