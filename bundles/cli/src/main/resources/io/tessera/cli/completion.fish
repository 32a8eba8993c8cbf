# Completion of tessera for fish. tessera completion fish > ~/.config/fish/completions/tessera.fish

# The words before the one at the cursor, without options; their values count as words.
function __tessera_words
    for word in (commandline -opc)[2..-1]
        string match -q -- '-*' $word; or echo $word
    end
end

# Whether exactly these words were typed.
function __tessera_at
    set -l typed (__tessera_words)
    test "$typed" = "$argv[1]"
end

# Whether the command was typed, whatever follows.
function __tessera_in
    set -l typed (__tessera_words)
    string match -q -- "$argv[1] *" "$typed "
end

# Whether so many words follow the command.
function __tessera_word
    __tessera_in $argv[1]; or return 1
    set -l command (string split ' ' -- $argv[1])
    set -l typed (__tessera_words)
    test (count $typed) -eq (math (count $command) + $argv[2])
end

function __tessera_names
    tessera names $argv[1] (commandline -ct) 2>/dev/null </dev/null
end

@TABLE@
