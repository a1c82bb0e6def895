from jingtu.cli import main

main()
