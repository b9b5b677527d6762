namespace OrderRelay.Local.Simulation;

/// <summary>The stores, people and dishes of generated orders. All invented; phone numbers and addresses are from reserved ranges.</summary>
internal static class Cast
{
    public static IReadOnlyList<CastStore> Stores { get; } =
    [
        new("The Imaginary Noodle", "imaginary-noodle", "-06:00", ListsItems: true),
        new("Pizzeria Nowhere", "pizzeria-nowhere", "+00:00", ListsItems: true),
        new("Cantina do Exemplo", "cantina-do-exemplo", "-03:00", ListsItems: false),
        new("Burger Hypothesis", "burger-hypothesis", "+11:00", ListsItems: false),
        new("Salada Fictícia", "salada-ficticia", "-03:00", ListsItems: true),
    ];

    public static IReadOnlyList<string> Customers { get; } =
    [
        "Ada Sample", "Bela Beispiel", "Caio Exemplo", "Dora Dummy", "Edu Ensaio", "Fay Placeholder", "Gil Amostra", "Hana Testcase",
    ];

    public static IReadOnlyList<string> Drivers { get; } =
        ["Rui Rodinha", "Wanda Wheel", "Sol Scooter", "Bea Bicicleta", "Max Moped"];

    public static IReadOnlyList<string> Dishes { get; } =
        ["Thought Soup", "Paradox Pizza", "Null Noodles", "Moqueca de Teste", "Infinite Fries", "Schrödinger's Salad", "Pão de Placeholder"];

    public static IReadOnlyList<string> Printers { get; } = ["default", "fryer", "oven"];
}

/// <summary>An invented store.</summary>
/// <param name="Name">For people.</param>
/// <param name="Slug">Its id in its own system.</param>
/// <param name="Offset">The UTC offset in which its provider writes times.</param>
/// <param name="ListsItems">Whether support switched the list of items on.</param>
internal sealed record CastStore(string Name, string Slug, string Offset, bool ListsItems);
