namespace OrderRelay.Core.Orders;

/// <summary>When a track first and last took a status, and how often. Statuses are in their wire form (<c>picked_up</c>).</summary>
public sealed record StatusTime(string Status, DateTimeOffset First, DateTimeOffset Last, int Times);
