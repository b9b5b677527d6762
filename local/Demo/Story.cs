using OrderRelay.Core.Orders;

namespace OrderRelay.Local.Demo;

/// <summary>A course that an order can take, written down with its end.</summary>
/// <param name="Name">Says it in a few words.</param>
/// <param name="Weight">How often it happens, against the others.</param>
/// <param name="Expected">The headline that it ends with, by the lifecycle as documented.</param>
/// <param name="Steps">What the provider sends, in the order of happening.</param>
internal sealed record Story(string Name, int Weight, Headline Expected, IReadOnlyList<StoryStep> Steps);

/// <summary>One event of a story.</summary>
/// <param name="Minute">When it happens, counted from the order's beginning.</param>
/// <param name="EventName">The provider's event name.</param>
/// <param name="Status">The provider's word; null for an event that has none.</param>
/// <param name="Substatus">The provider's word that refines it.</param>
/// <param name="EachItem">It happens to each of the order's items, one after the other.</param>
internal sealed record StoryStep(double Minute, string EventName, string? Status = null, string? Substatus = null, bool EachItem = false);
