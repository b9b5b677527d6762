using System.Reflection;
using System.Text.Json;
using OrderRelay.Core.Orders;
using static OrderRelay.Core.Tests.Orders.Given;

namespace OrderRelay.Core.Tests.Orders;

/// <summary>Every property of every fact record is taken through the fold by reflection, so that a new one cannot be forgotten.</summary>
public sealed class OrderFactsTests
{
    private static readonly Type[] Nested = [typeof(Store), typeof(OrderReferences), typeof(Failure), typeof(Recipient), typeof(Address), typeof(Driver)];

    public static TheoryData<string> Facts => [.. Paths(typeof(OrderFacts), "")];

    [Theory]
    [MemberData(nameof(Facts))]
    public void Fact_that_a_later_event_omits_stays(string path)
    {
        var said = With(path, 1);

        Assert.Equal(Read(said, path), Read(State(Says(1, said), Says(2, OrderFacts.None)).Facts, path));
        Assert.Equal(Read(said, path), Read(State(Says(1, said), Says(2, Siblings(path))).Facts, path));
    }

    [Theory]
    [MemberData(nameof(Facts))]
    public void Fact_that_a_later_event_changes_is_the_later_one(string path)
        => Assert.Equal(Read(With(path, 2), path), Read(State(Says(2, With(path, 2), "b"), Says(1, With(path, 1), "a")).Facts, path));

    /// <summary>States are kept in memory: one that says what was known already must not replace it.</summary>
    [Fact]
    public void Facts_that_are_said_again_stay_the_objects_that_they_were()
    {
        var first = All(1);
        var changed = All(1) with { Kind = "another" };

        Assert.Same(first, All(1).Over(first));
        Assert.Same(first, OrderFacts.None.Over(first));
        foreach (var property in typeof(OrderFacts).GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(static property => !property.PropertyType.IsValueType && property.Name is not nameof(OrderFacts.Kind)))
        {
            Assert.Same(property.GetValue(first), property.GetValue(changed.Over(first)));
        }
    }

    [Fact]
    public void Facts_of_the_order_never_repeat_its_items()
        => Assert.Null(State(Snapshot(1, ("a", null))).Facts.Items);

    private static IEnumerable<string> Paths(Type type, string prefix)
        => type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(static property => property.CanWrite && property.Name is not nameof(OrderFacts.Items))
            .SelectMany(property => Nested.Contains(property.PropertyType)
                ? Paths(property.PropertyType, $"{prefix}{property.Name}.")
                : [prefix + property.Name]);

    /// <summary>Facts that say everything beside the path, in the records that hold it, and not the path itself.</summary>
    private static OrderFacts Siblings(string path)
    {
        var facts = new OrderFacts();
        foreach (var other in Paths(typeof(OrderFacts), "").Where(other => other != path))
        {
            Set(facts, other, 3);
        }

        return facts;
    }

    private static OrderFacts All(int variant)
    {
        var facts = new OrderFacts();
        foreach (var path in Paths(typeof(OrderFacts), ""))
        {
            Set(facts, path, variant);
        }

        return facts;
    }

    private static OrderFacts With(string path, int variant)
    {
        var facts = new OrderFacts();
        Set(facts, path, variant);
        return facts;
    }

    private static void Set(object target, string path, int variant)
    {
        var names = path.Split('.');
        foreach (var name in names[..^1])
        {
            var property = target.GetType().GetProperty(name)!;
            var child = property.GetValue(target) ?? Activator.CreateInstance(property.PropertyType)!;
            property.SetValue(target, child);
            target = child;
        }

        var leaf = target.GetType().GetProperty(names[^1])!;
        leaf.SetValue(target, Value(leaf.PropertyType, variant));
    }

    private static string? Read(object? target, string path)
    {
        foreach (var name in path.Split('.'))
        {
            target = target?.GetType().GetProperty(name)!.GetValue(target);
        }

        return target?.ToString();
    }

    private static object Value(Type type, int variant) => type switch
    {
        _ when type == typeof(string) => $"text {variant}",
        _ when type == typeof(int?) => variant,
        _ when type == typeof(decimal?) => variant + 0.10m,
        _ when type == typeof(DateTimeOffset?) => Minute(variant),
        _ when type == typeof(JsonElement?) => JsonDocument.Parse($"[{variant}]").RootElement,
        _ => throw new NotSupportedException($"teach this test to make a {type}"),
    };
}
