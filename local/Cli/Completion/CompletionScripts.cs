using System.Collections.Frozen;

namespace OrderRelay.Local.Cli.Completion;

/// <summary>
/// A script per shell. Each asks the program itself, <c>orderrelay "[suggest:POSITION]" "LINE"</c>, where the line is what
/// follows the command's name; options are offered once a dash is typed, and files where nothing else is known.
/// </summary>
internal static class CompletionScripts
{
    private const string Bash = """
        # bash completion of orderrelay
        _orderrelay() {
            local line="${COMP_LINE:0:COMP_POINT}" current="${COMP_WORDS[COMP_CWORD]}" word
            line="${line#"${line%%[![:space:]]*}"}"
            case "$line" in
                *[[:space:]]*) line="${line#*[[:space:]]}" ;;
                *) line="" ;;
            esac
            COMPREPLY=()
            while IFS= read -r word; do
                case "$word" in
                    '/?' | /h) ;;
                    -*) [[ "$current" == -* && "$word" == "$current"* ]] && COMPREPLY+=("$word") ;;
                    "$current"*) [[ -n "$word" ]] && COMPREPLY+=("$word") ;;
                esac
            done < <("${COMP_WORDS[0]}" "[suggest:${#line}]" "$line" 2>/dev/null)
        }
        complete -o bashdefault -o default -F _orderrelay orderrelay

        """;

    private const string Zsh = """
        #compdef orderrelay
        # zsh completion of orderrelay
        _orderrelay() {
            local line="${BUFFER[1,CURSOR]}" current="${words[CURRENT]}"
            local -a found
            line="${line##[[:space:]]#}"
            if [[ "$line" == *[[:space:]]* ]]; then line="${line#*[[:space:]]}"; else line=""; fi
            found=("${(@f)$("${words[1]}" "[suggest:${#line}]" "$line" 2>/dev/null)}")
            if [[ "$current" != -* ]]; then found=("${(@)found:#-*}"); fi
            found=("${(@)found:#(|/\?|/h)}")
            if (( ${#found} )); then compadd -a found; else _files; fi
        }
        if [ "$funcstack[1]" = "_orderrelay" ]; then _orderrelay "$@"; else compdef _orderrelay orderrelay; fi

        """;

    private const string Fish = """
        # fish completion of orderrelay
        function __orderrelay_complete
            set -l line (string replace -r '^\s*\S+\s?' '' -- (commandline -cp))
            set -l current (commandline -ct)
            for word in (orderrelay "[suggest:"(string length -- "$line")"]" "$line" 2>/dev/null)
                if contains -- $word '/?' /h
                    continue
                end
                if not string match -q -- '-*' $word; or string match -q -- '-*' "$current"
                    echo $word
                end
            end
        end
        complete -c orderrelay -a '(__orderrelay_complete)'

        """;

    private const string PowerShell = """
        # PowerShell completion of orderrelay
        Register-ArgumentCompleter -Native -CommandName orderrelay -ScriptBlock {
            param($wordToComplete, $commandAst, $cursorPosition)
            $text = $commandAst.ToString()
            $text = $text.PadRight($cursorPosition - $commandAst.Extent.StartOffset)
            $line = $text -replace '^\s*\S+\s?', ''
            orderrelay "[suggest:$($line.Length)]" "$line" 2>$null |
                Where-Object { $_ -and $_ -notin '/?', '/h' -and $_ -like "$wordToComplete*" -and ($_ -notlike '-*' -or $wordToComplete -like '-*') } |
                ForEach-Object { [System.Management.Automation.CompletionResult]::new($_, $_, 'ParameterValue', $_) }
        }

        """;

    public static FrozenDictionary<string, string> ByShell { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["bash"] = Bash,
        ["zsh"] = Zsh,
        ["fish"] = Fish,
        ["pwsh"] = PowerShell,
    }.Select(static pair => KeyValuePair.Create(pair.Key, pair.Value.ReplaceLineEndings("\n"))).ToFrozenDictionary(StringComparer.Ordinal);
}
